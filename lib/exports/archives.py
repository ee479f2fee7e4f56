"""The same bytes on every save for .xlsx and .docx, which are zip archives that note when they were written."""

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can name
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")


def timeless(archive: bytes) -> bytes:
    """Return a zip archive with the same files in the same order, none of which says when it was made."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # else the archive says on which system it was made
            new.writestr(member, content)
    return settled.getvalue()
