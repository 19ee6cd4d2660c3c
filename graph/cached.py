"""Properties that are worked out once an instance."""

import functools
import sys
from typing import TYPE_CHECKING, Any, TypeVar

Value = TypeVar("Value")

if TYPE_CHECKING or sys.version_info >= (3, 12):
    cached_property = functools.cached_property
else:

    class cached_property(functools.cached_property[Value]):  # noqa: N801  # named as what it stands for
        """As from Python 3.12 on: without the lock that all instances of a class share.

        Behind that, whoever asks for one waits while another's is worked out. Threads that race for the same one may
        each work it out.
        """

        def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
            """The value; asked for once, as it stands in the instance from then on."""
            if instance is None:
                return self
            value = instance.__dict__[self.attrname] = self.func(instance)
            return value
