"""How the app looks: a gradio theme of system fonts, the style sheet, and the figures' colours."""

from importlib.resources import files
from pathlib import Path
from typing import Final

import gradio as gr

from briqa.quantities import Kind
from briqa.ui.tokens import every_label

_ASSETS: Final = Path(str(files("briqa.ui") / "assets"))
FAVICON: Final = _ASSETS / "favicon.svg"

# Gradio lays them on at half strength; the style sheet chooses the letters' colour by the mode.
_KIND_COLOURS: Final[dict[Kind, str]] = {
    "money": "#4c9a6a",
    "percent": "#8d6fc0",
    "count": "#4f86c6",
    "measure": "#3f9aa6",
    "ordinal": "#b06a9c",
    "date": "#8a8f98",
    "duration": "#7c8a5a",
    "ratio": "#a5745c",
}
# The style sheet knows this one by its value.
_ASKED_FOR_COLOUR: Final = "#f0a020"

FIGURE_COLOURS: Final = {
    label: _ASKED_FOR_COLOUR if asked_for else _KIND_COLOURS[kind]
    for label, kind, asked_for in every_label()
}

_SANS: Final = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_MONO: Final = ("ui-monospace", "SFMono-Regular", "Consolas", "DejaVu Sans Mono", "monospace")


def asset(name: str) -> str:
    """The text of one of the files that the browser gets."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def theme() -> gr.themes.Base:
    """Quiet surfaces, one accent, no font from elsewhere."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        secondary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
        font=_SANS,
        font_mono=_MONO,
    ).set(
        color_accent="#0f6b66",
        body_background_fill="#f7f6f3",
        body_background_fill_dark="#16181a",
        body_text_color="#23262a",
        body_text_color_dark="#e6e4df",
        body_text_color_subdued="#5f6368",
        body_text_color_subdued_dark="#a5a8ab",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1e2124",
        background_fill_secondary="#f1efea",
        background_fill_secondary_dark="#26292d",
        border_color_primary="#dedad2",
        border_color_primary_dark="#363a3f",
        block_background_fill="*background_fill_primary",
        block_background_fill_dark="*background_fill_primary",
        block_shadow="none",
        block_shadow_dark="none",
        input_background_fill="*background_fill_primary",
        input_background_fill_dark="*background_fill_primary",
        input_border_color="*border_color_primary",
        input_border_color_dark="*border_color_primary",
        input_placeholder_color="#6b6f74",
        input_placeholder_color_dark="#9a9da0",
        input_shadow="none",
        input_shadow_focus="none",
        button_primary_background_fill="#0f6b66",
        button_primary_background_fill_dark="#1a7d77",
        button_primary_background_fill_hover="#0b5752",
        button_primary_background_fill_hover_dark="#156f69",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
    )
