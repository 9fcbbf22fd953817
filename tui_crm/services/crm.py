"""An open CRM: the database, who is at it and what time it is. It hands out the services."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tui_crm.actor import Actor, Source
from tui_crm.clock import Clock
from tui_crm.db.database import SURPRISES, Database
from tui_crm.db.sqlite.driver import Driver

if TYPE_CHECKING:
    from tui_crm.services.activities import Activities
    from tui_crm.services.cadences import Cadences
    from tui_crm.services.calling import Calling
    from tui_crm.services.checks import Checks
    from tui_crm.services.contacts import Contacts
    from tui_crm.services.custom_fields import CustomFields
    from tui_crm.services.everything.taking import Everything
    from tui_crm.services.exporting.service import Exporting
    from tui_crm.services.feed import Feed
    from tui_crm.services.followups import Followups
    from tui_crm.services.history import History
    from tui_crm.services.importing.profiles import ImportProfiles
    from tui_crm.services.importing.service import Importing
    from tui_crm.services.journey import Journey
    from tui_crm.services.mail.service import MailService
    from tui_crm.services.messages import Messages
    from tui_crm.services.problems import Problems
    from tui_crm.services.reports.service import Reports
    from tui_crm.services.safety import Safety
    from tui_crm.services.scores import Scores
    from tui_crm.services.segments import Segments
    from tui_crm.services.service_ways import ServiceWays
    from tui_crm.services.sla.service import Sla
    from tui_crm.services.surveys import Surveys
    from tui_crm.services.tags import Tags
    from tui_crm.services.team_settings import TeamSettings
    from tui_crm.services.templates import Templates
    from tui_crm.services.tickets.service import Tickets
    from tui_crm.services.today import Today
    from tui_crm.services.users import Users
    from tui_crm.services.working_calendar import TeamCalendar
    from tui_crm.services.worklists import Worklists


class Crm:
    """An open database with the services that work on it; each service is made when it is first asked for.

    Threads may share one ``Crm``. ``user_id`` is the user that the login stands for, made when first needed to write.
    """

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database = database
        self.actor = actor

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        login: str,
        source: Source,
        clock: Clock,
        create: bool = True,
        driver: Driver | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> "Crm":
        """Open the file at ``path``, made where it is missing and ``create`` says so. Raises BadFile, NotFound, Busy.

        ``waiting`` is given a sentence, in any thread, when something has waited a while for another program.
        """
        database = Database(path, create=create, driver=driver, waiting=waiting)
        return cls(database, Actor(login, source, clock))

    @property
    def clock(self) -> Clock:
        """The clock that everything done here is dated by."""
        return self.actor.clock

    @cached_property
    def origin(self) -> str:
        """The id of the file, which never changes and goes with every copy of it."""
        from tui_crm.db import team  # noqa: PLC0415 - a one-shot command loads what it needs

        with self.database.read() as connection:
            return team.file_id(connection)

    @cached_property
    def contacts(self) -> "Contacts":
        """People and companies."""
        from tui_crm.services.contacts import Contacts  # noqa: PLC0415 - a one-shot command loads what it needs

        return Contacts(self)

    @cached_property
    def activities(self) -> "Activities":
        """What happened."""
        from tui_crm.services.activities import Activities  # noqa: PLC0415

        return Activities(self)

    @cached_property
    def journey(self) -> "Journey":
        """The story of one customer."""
        from tui_crm.services.journey import Journey  # noqa: PLC0415

        return Journey(self)

    @cached_property
    def followups(self) -> "Followups":
        """What shall happen."""
        from tui_crm.services.followups import Followups  # noqa: PLC0415

        return Followups(self)

    @cached_property
    def tickets(self) -> "Tickets":
        """What customers ask for."""
        from tui_crm.services.tickets.service import Tickets  # noqa: PLC0415

        return Tickets(self)

    @cached_property
    def sla(self) -> "Sla":
        """What is promised for tickets, and whether it is kept."""
        from tui_crm.services.sla.service import Sla  # noqa: PLC0415

        return Sla(self)

    @cached_property
    def ways(self) -> "ServiceWays":
        """How tickets of each kind go."""
        from tui_crm.services.service_ways import ServiceWays  # noqa: PLC0415

        return ServiceWays(self)

    @cached_property
    def problems(self) -> "Problems":
        """What many tickets are about."""
        from tui_crm.services.problems import Problems  # noqa: PLC0415

        return Problems(self)

    @cached_property
    def scores(self) -> "Scores":
        """What customers think of the service."""
        from tui_crm.services.scores import Scores  # noqa: PLC0415

        return Scores(self)

    @cached_property
    def surveys(self) -> "Surveys":
        """Questions put to many."""
        from tui_crm.services.surveys import Surveys  # noqa: PLC0415

        return Surveys(self)

    @cached_property
    def calling(self) -> "Calling":
        """Calls, one after the other."""
        from tui_crm.services.calling import Calling  # noqa: PLC0415

        return Calling(self)

    @cached_property
    def today(self) -> "Today":
        """What waits for the user."""
        from tui_crm.services.today import Today  # noqa: PLC0415

        return Today(self)

    @cached_property
    def worklists(self) -> "Worklists":
        """Long lists and calendars of what shall happen."""
        from tui_crm.services.worklists import Worklists  # noqa: PLC0415

        return Worklists(self)

    @cached_property
    def checks(self) -> "Checks":
        """What somebody should look at."""
        from tui_crm.services.checks import Checks  # noqa: PLC0415

        return Checks(self)

    @cached_property
    def mail(self) -> "MailService":
        """Mails into the story."""
        from tui_crm.services.mail.service import MailService  # noqa: PLC0415

        return MailService(self)

    @cached_property
    def users(self) -> "Users":
        """Who works here."""
        from tui_crm.services.users import Users  # noqa: PLC0415

        return Users(self)

    @cached_property
    def tags(self) -> "Tags":
        """Labels."""
        from tui_crm.services.tags import Tags  # noqa: PLC0415

        return Tags(self)

    @cached_property
    def cadences(self) -> "Cadences":
        """How often one stays in touch."""
        from tui_crm.services.cadences import Cadences  # noqa: PLC0415

        return Cadences(self)

    @cached_property
    def segments(self) -> "Segments":
        """Filters with a name."""
        from tui_crm.services.segments import Segments  # noqa: PLC0415

        return Segments(self)

    @cached_property
    def custom_fields(self) -> "CustomFields":
        """Fields that the team adds itself."""
        from tui_crm.services.custom_fields import CustomFields  # noqa: PLC0415

        return CustomFields(self)

    @cached_property
    def templates(self) -> "Templates":
        """Texts of messages, with placeholders."""
        from tui_crm.services.templates import Templates  # noqa: PLC0415

        return Templates(self)

    @cached_property
    def messages(self) -> "Messages":
        """Personal messages, made of templates."""
        from tui_crm.services.messages import Messages  # noqa: PLC0415

        return Messages(self)

    @cached_property
    def settings(self) -> "TeamSettings":
        """Settings that belong to the team."""
        from tui_crm.services.team_settings import TeamSettings  # noqa: PLC0415

        return TeamSettings(self)

    @cached_property
    def calendar(self) -> "TeamCalendar":
        """When the team works."""
        from tui_crm.services.working_calendar import TeamCalendar  # noqa: PLC0415

        return TeamCalendar(self)

    @cached_property
    def history(self) -> "History":
        """What was done, and taking it back."""
        from tui_crm.services.history import History  # noqa: PLC0415

        return History(self)

    @cached_property
    def feed(self) -> "Feed":
        """What anybody has written since one last looked."""
        from tui_crm.services.feed import Feed  # noqa: PLC0415

        return Feed(self)

    @cached_property
    def safety(self) -> "Safety":
        """Backup, restore, check-up."""
        from tui_crm.services.safety import Safety  # noqa: PLC0415

        return Safety(self)

    @cached_property
    def import_profiles(self) -> "ImportProfiles":
        """What is said of files again and again."""
        from tui_crm.services.importing.profiles import ImportProfiles  # noqa: PLC0415

        return ImportProfiles(self)

    @cached_property
    def importing(self) -> "Importing":
        """Bringing records in from files."""
        from tui_crm.services.importing.service import Importing  # noqa: PLC0415

        return Importing(self)

    @cached_property
    def reports(self) -> "Reports":
        """Numbers, and the records behind them."""
        from tui_crm.services.reports.service import Reports  # noqa: PLC0415

        return Reports(self)

    @cached_property
    def exporting(self) -> "Exporting":
        """Taking records out again."""
        from tui_crm.services.exporting.service import Exporting  # noqa: PLC0415

        return Exporting(self)

    @cached_property
    def everything(self) -> "Everything":
        """All that the file holds, as a folder of text files."""
        from tui_crm.services.everything.taking import Everything  # noqa: PLC0415

        return Everything(self)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        failure = self.database.damage_behind(error) if isinstance(error, SURPRISES) else None
        self.close()
        if failure is not None:
            raise failure from error
