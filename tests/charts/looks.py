"""What journals do not want inside a figure, and how light a colour is in print."""

from matplotlib.colors import to_rgb
from matplotlib.figure import Figure


def faults(figure: Figure) -> list[str]:
    """Return the titles and frames of a figure in words; a name above one of several panels is no title."""
    found = [f"title {figure.get_suptitle()!r}"] if figure.get_suptitle() else []
    if len(figure.axes) == 1 and figure.axes[0].get_title():
        found.append(f"title {figure.axes[0].get_title()!r} of the only panel")
    for number, axes in enumerate(figure.axes, 1):
        if axes.axison and all(spine.get_visible() for spine in axes.spines.values()):
            found.append(f"a frame around panel {number}")
    return found


def lightness(colour: str) -> float:
    """CIE L* of a colour: 0 black to 100 white, in steps that look alike (IEC 61966-2-1 and CIE 15)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y
