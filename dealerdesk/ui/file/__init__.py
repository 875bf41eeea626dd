"""The page of one vehicle file: header, tabs, and the tabs Overview and History."""
