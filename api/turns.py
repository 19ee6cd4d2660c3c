"""Who is let in next where places are few: addresses take turns, so that none waits for all of another one's."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph.errors import LimitError


class BusyError(LimitError):
    """Too many wait already."""

    def __init__(self) -> None:
        super().__init__(
            "Too many are asking at once.", code="busy", where="request", suggestion="Ask again in a moment."
        )


class Turns:
    """Places of one event loop. Addresses that wait get one in turn, the requests of each as they arrived.

    Args:
        places: requests at once.
        queue: requests that may wait; half as many from one address.
    """

    def __init__(self, places: int, queue: int) -> None:
        self._free = places
        self._queue = queue
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        """Who waits, by address, the next one first; nobody while a place is free."""

    @property
    def waiting(self) -> int:
        """Requests that wait."""
        return sum(map(len, self._lines.values()))

    def refuse_beyond_queue(self, address: str) -> None:
        """Let nobody else wait where as many do as may.

        Raises:
            BusyError: they do, in all or from this address.
        """
        if self.waiting >= self._queue or len(self._lines.get(address, ())) >= (self._queue + 1) // 2:
            raise BusyError

    @asynccontextmanager
    async def place(self, address: str, seconds: float) -> AsyncIterator[None]:
        """A place, as soon as it is this one's turn; none after so many seconds, for work that ends at once then."""
        has_it = self._free > 0
        if has_it:
            self._free -= 1
        else:
            has_it = await self._turn(address, seconds)
        try:
            yield
        finally:
            if has_it:
                self._pass_on()

    async def _turn(self, address: str, seconds: float) -> bool:
        turn = asyncio.get_running_loop().create_future()
        line = self._lines.setdefault(address, deque())
        line.append(turn)
        try:
            await asyncio.wait((turn,), timeout=seconds)
        except asyncio.CancelledError:
            if turn.done():  # it has got a place, and will not take it
                self._pass_on()
            raise
        finally:
            if not turn.done():
                line.remove(turn)
                if not line:
                    del self._lines[address]
        return turn.done()

    def _pass_on(self) -> None:
        """Give a place to who is next; nobody else has it meanwhile."""
        if not self._lines:
            self._free += 1
            return
        address, line = self._lines.popitem(last=False)
        line.popleft().set_result(None)
        if line:
            self._lines[address] = line
