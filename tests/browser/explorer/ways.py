"""The two ways in which each task is done: by keyboard alone, and by pointer."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WAYS: Final = ("keyboard", "pointer")
KEYS_AT_MOST: Final = 200
IS_FOCUSED: Final = "element => element === document.activeElement"


class Doing:
    """What a reader does on a page, one way or the other.

    Attributes:
        page: where.
    """

    def __init__(self, page: "Page", way: str) -> None:
        assert way in WAYS
        self.page, self._by_keyboard = page, way == "keyboard"

    def go_to(self, where: "Locator") -> None:
        """Give something the focus: by Tab alone, or by a click."""
        where.wait_for()
        if not self._by_keyboard:
            where.click()
            return
        for _ in range(KEYS_AT_MOST):
            if where.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {where}")

    def press(self, where: "Locator") -> None:
        """Press a button, or follow a link."""
        self.go_to(where)
        if self._by_keyboard:
            self.page.keyboard.press("Enter")

    def take(self, field: str, text: str, option: str) -> None:
        """Type into a field, and take what it offers under a name."""
        box = self.page.get_by_role("combobox", name=field, exact=True)
        self.go_to(box)
        self.page.keyboard.type(text)
        offered = self.page.get_by_role("option", name=option).first
        offered.wait_for()
        if not self._by_keyboard:
            offered.click()
            return
        for _ in range(KEYS_AT_MOST):
            if offered.get_attribute("aria-selected") == "true":
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
