"""What holds for all tests."""

from hypothesis import settings

from ui.cli import speak_chinese

settings.register_profile("patient", deadline=None)  # the machine may be busy; slowness is measured elsewhere
settings.load_profile("patient")
speak_chinese()
