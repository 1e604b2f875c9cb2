"""The web UI and its HTTP API. The one place for gradio."""

from briqa.ui.app import build_app
from briqa.ui.serving import ServingError, main, running, serve

__all__ = ["ServingError", "build_app", "main", "running", "serve"]
