"""The page as a reader uses it, and how readable its colours are."""

import re
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from playwright.sync_api import Browser, FloatRect, Locator

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
Colour = tuple[float, float, float, float]
T = TypeVar("T")

_PATIENCE_S = 30.0
_POLL_MS = 15


class Page:
    """The page as a reader uses it, in a browser session of its own.

    Attributes:
        requests: the addresses that were asked for.
        errors: what the browser reported as errors.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._context = browser.new_context(reduced_motion="reduce")
        self._context.set_default_timeout(_PATIENCE_S * 1000)
        self.tab = self._context.new_page()
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on(
            "console",
            lambda said: self.errors.append(said.text) if said.type == "error" else None,
        )

    def close(self) -> None:
        self._context.close()

    def open(
        self, theme: str = "light", *, width: int = 1280, height: int = 800, query: str = ""
    ) -> None:
        self.tab.set_viewport_size({"width": width, "height": height})
        self.tab.goto(f"{self.url}?__theme={theme}{query and '&'}{query}")
        self.wait_for("#source h2")

    def open_tab(self, name: str) -> None:
        """Opens one of the app's tabs."""
        self.tab.get_by_role("tab", name=name, exact=True).click()

    def ask(self, question: str) -> None:
        """Asks with the Enter key, in place of what stands there, and waits for the result."""
        self.expire("#notice [role=status]")
        self.question.fill(question)
        self.press("Enter")
        self.wait_for("#notice [role=status]:not(.busy):not([data-old])")
        # A component that becomes visible is there a frame after those that were.
        self.wait_until(lambda: bool(self.all(".lead")) == bool(self.all("#answer .token")))

    def expire(self, selector: str) -> None:
        """Names what is there now `data-old`, which what comes in its place isn't."""
        self.tab.locator(selector).evaluate_all("all => all.forEach(e => e.dataset.old = '')")

    @property
    def question(self) -> Locator:
        return self.wait_for("#question textarea")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def wait_for(self, selector: str) -> Locator:
        """The first such element, once there is one."""
        found = self.tab.locator(selector).first
        found.wait_for(state="attached")
        return found

    def wait_until(self, condition: Callable[[], T]) -> T:
        end = monotonic() + _PATIENCE_S
        while not (found := condition()):
            assert monotonic() < end, "waited in vain"
            self.tab.wait_for_timeout(_POLL_MS)
        return found

    def all(self, selector: str) -> list[Locator]:
        """All such elements that there are now."""
        return self.tab.locator(selector).all()

    def script(self, code: str, *arguments: object) -> object:
        """Runs the body of a function; `arguments` are there under this name."""
        result: object = self.tab.evaluate(f"(arguments) => {{ {code} }}", list(arguments))
        return result

    def text(self, selector: str) -> str:
        """The text that the elements hold, whether or not it is in view."""
        return "".join(self.tab.locator(selector).all_text_contents())

    def current(self) -> str:
        return self.text("mark[aria-current=true]")

    def wait_for_current(self, text: str) -> None:
        self.wait_until(lambda: self.current() == text)

    def current_is_in_view(self) -> bool:
        code = """
            const mark = document.querySelector("mark[aria-current=true]").getBoundingClientRect();
            const pane = document.querySelector(".source-text").getBoundingClientRect();
            return mark.top >= pane.top && mark.top < pane.bottom;
        """
        return self.script(code) is True

    def number(self, code: str) -> float:
        found = self.script(f"return {code}")
        assert isinstance(found, int | float)
        return found

    def sideways(self) -> float:
        """By how many pixels the page could be scrolled sideways."""
        root = "document.documentElement"
        return self.number(f"{root}.scrollWidth - {root}.clientWidth")

    def ground(self, selector: str) -> str:
        """The colour of the nearest element around, from itself on, that isn't transparent."""
        code = """
            let element = document.querySelector(arguments[0]);
            const colour = () => getComputedStyle(element).backgroundColor;
            while (colour() === "rgba(0, 0, 0, 0)") element = element.parentElement;
            return colour();
        """
        found = self.script(code, selector)
        assert isinstance(found, str)
        return found

    def style(self, selector: str, name: str) -> str:
        code = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        found = self.script(code, selector, name)
        assert isinstance(found, str)
        return found


def is_focused(element: Locator) -> bool:
    """Whether the keyboard is at an element."""
    return element.evaluate("element => element === document.activeElement") is True


def box(element: Locator) -> FloatRect:
    """Where an element stands in the window."""
    found = element.bounding_box()
    assert found is not None
    return found


def background(page: Page, selector: str) -> Colour:
    return colour(page.style(selector, "backgroundColor"))


def colour(text: str) -> Colour:
    red, green, blue, *alpha = (float(part) for part in re.findall(r"[\d.]+", text))
    return red, green, blue, alpha[0] if alpha else 1.0


def contrast(letters: Colour, layers: list[Colour]) -> float:
    """The contrast ratio of WCAG 2.2 of letters on layers, lowest first."""
    ground = layers[0]
    for layer in layers[1:]:
        ground = _over(layer, ground)
    light, dark = sorted((_luminance(_over(letters, ground)), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _over(top: Colour, below: Colour) -> Colour:
    alpha = top[3]
    red, green, blue = (
        alpha * over + (1 - alpha) * under for over, under in zip(top[:3], below[:3], strict=True)
    )
    return red, green, blue, 1.0


def _luminance(colour: Colour) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
