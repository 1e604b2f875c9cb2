"""The page as a reader uses it, and how readable its colours are."""

import re
from collections.abc import Callable
from typing import TypeVar

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
Colour = tuple[float, float, float, float]
T = TypeVar("T")


class Page:
    """The page as a reader uses it."""

    def __init__(self, browser: Chrome, url: str) -> None:
        self.browser = browser
        self.url = url

    def open(self, theme: str = "light", *, width: int = 1280, height: int = 800) -> None:
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        self.browser.get(f"{self.url}?__theme={theme}")
        self.wait_for("#source h2")

    def ask(self, question: str) -> None:
        """Asks with the Enter key and waits for the result."""
        self.question.send_keys(question, Keys.ENTER)
        self.wait_for("#notice [role=status]:not(.busy)")

    @property
    def question(self) -> WebElement:
        return self.wait_for("#question textarea")

    def wait_for(self, selector: str) -> WebElement:
        return self.wait_until(lambda: self.all(selector))[0]

    def wait_until(self, condition: Callable[[], T]) -> T:
        return WebDriverWait(self.browser, 20).until(lambda _: condition())

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def script(self, code: str, *arguments: object) -> object:
        result: object = self.browser.execute_script(code, *arguments)
        return result

    def text(self, selector: str) -> str:
        """The text that the elements hold, whether or not it is in view."""
        code = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
        found = self.script(f"{code}.join('')", selector)
        assert isinstance(found, str)
        return found

    def log(self, kind: str) -> list[dict[str, str]]:
        """What the browser logged since the last look, which empties it."""
        entries: list[dict[str, str]] = self.browser.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

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
