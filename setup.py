"""Maps the folders of the repository to the packages of `wayhome`; everything else stands in pyproject.toml."""

from tempfile import TemporaryDirectory

from setuptools import find_packages, setup

PARTS = ("engine", "rules", "knowledge", "cli")

with TemporaryDirectory(prefix="wayhome-build-") as scratch:
    setup(
        packages=[
            "wayhome",
            *(f"wayhome.{part}" for part in PARTS),
            *(f"wayhome.{part}.{sub}" for part in PARTS for sub in find_packages(part) if sub != "_root"),
        ],
        package_dir={"wayhome": "engine/_root", **{f"wayhome.{part}": part for part in PARTS}},
        # A build folder that stays behind would put rule files deleted since into the next wheel.
        options={"build": {"build_base": scratch}, "egg_info": {"egg_base": scratch}},
    )
