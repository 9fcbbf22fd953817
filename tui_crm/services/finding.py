"""stub"""


class Finder:
    def __init__(self, crm):
        pass
