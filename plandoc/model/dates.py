"""Dates as the decree writes them: days below 10 and the months 1 and 2 with a zero before."""


def day(number: int) -> str:
    """``5`` as ``05``."""
    return f"{number:02}"


def month(number: int) -> str:
    """``2`` as ``02``; ``3`` stays ``3``."""
    return f"{number:02}" if number < 3 else str(number)
