"""A study of invented interviews in the demo: read alone by two, talked over, themes, and a draft that became a practice."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction

from alongside.core.viewer import Viewer, bound
from alongside.people.queries import account
from alongside.people.rules import Constituency
from alongside.principles.rules import Kind, Moment, Ref
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import CONTENT, Play
from alongside.project.demo.year.listening import somebody
from alongside.themes.actions import codebook, documents, drafts, reading, studies
from alongside.themes.queries import comparing
from alongside.themes.queries import studies as tell_studies
from alongside.themes.rules import GroupSays, Says, Settled, StudyRole
from alongside.themes.texts import sentences

KEEPS, READS, FOLLOWS = "noreen-gallagher", "seun-adeleke", "pauline-osei"
SET = Ref("headland-own", "2")


def tell(play: Play, cast: Cast) -> None:
    """From the question to a practice in the draft of the set."""
    said = yaml.safe_load((CONTENT / "year" / "interviews.yaml").read_text())
    study = Study(cast, said)

    def on(days: int, place: str, do: Callable[..., object], *given: object) -> None:
        play.then(play.when(f"-{days}d 14:20"), f"themes: {place}", partial(do, *given))

    on(150, "opened", study.opens)
    for number, called in enumerate(said["interviews"]):
        on(140 - 6 * number, f"words of {called}", study.is_lent, called)
    on(112, "codes", study.names_codes)
    on(108, "a round", study.opens_round)
    for number, called in enumerate(said["interviews"]):
        on(104 - 2 * number, f"read {called}", study.is_read, called)
    on(90, "finished", study.finishes)
    on(86, "talked over", study.talks_over)
    on(80, "themes", study.finds_themes)
    on(70, "first draft", study.drafts, "draft")
    on(60, "refined", study.is_refined, "draft", "said_of_first")
    on(50, "second wording", study.rewords)
    on(44, "refined again", study.is_refined, "draft", "said_of_second")
    on(36, "a group", study.meets)
    on(30, "a practice", study.publishes)
    on(24, "another draft", study.drafts, "second_draft")
    on(9, "another one refined", study.is_refined, "second_draft", "said_of_first")


class Study:
    """What is known of the study while it is played."""

    def __init__(self, cast: Cast, said: dict[str, Any]) -> None:
        self.cast, self.said = cast, said
        self.id: UUID
        self.round: UUID
        self.documents: dict[str, Any] = {}
        self.codes: dict[str, UUID] = {}
        self.themes: list[UUID] = []
        self.made: dict[str, UUID] = {}
        self.addresses: dict[str, list[str]] = {}

    def does(self, who: str, action: Callable[..., Any], **given: Any) -> Any:
        with transaction.atomic(), bound(somebody(self.cast, who)) as by:
            return action(by=by, **given)

    def opens(self) -> None:
        """Opened by who runs sessions; a peer researcher and somebody who follows come in."""
        row = self.does(KEEPS, studies.open_study, title=self.said["title"], question=self.said["question"])
        self.id = row.pk
        for who, role in ((READS, StudyRole.PEER), (FOLLOWS, StudyRole.FOLLOWS)):
            found = account(somebody(self.cast, who).account)  # type: ignore[arg-type]  # everybody of the cast has one
            assert found is not None
            self.does(KEEPS, studies.ask_in, study=self.id, email=found.email, role=role)
        self.does(KEEPS, studies.feeds, study=self.id, set_id=SET.set_id)

    def is_lent(self, called: str) -> None:
        """One interview, each sentence on its own line."""
        today = self.cast.now.date()
        words = "\n".join(line.split("|")[0].strip() for line in self.said["interviews"][called])
        row, _code = self.does(
            KEEPS,
            documents.bring_interview,
            study=self.id,
            called=called,
            words=words,
            agreed_on=today - timedelta(days=150),
            until=today + timedelta(days=215),
            may_quote=called != "Sam",
            points_at_nobody=False,
        )
        self.documents[called] = row

    def names_codes(self) -> None:
        """Ten codes; two of them stand below a heading."""
        for key, (name, description) in self.said["codes"].items():
            made = self.does(KEEPS, codebook.add_code, study=self.id, name=name, description=description)
            self.codes[key] = made.pk
        self.does(READS, codebook.move, code=self.codes["unread"], below=self.codes["again"])
        self.does(READS, codebook.move, code=self.codes["lost"], below=self.codes["again"])

    def opens_round(self) -> None:
        """Two read everything, each alone."""
        readers = [somebody(self.cast, who).account for who in (KEEPS, READS)]
        every = [row.pk for row in self.documents.values()]
        self.round = self.does(KEEPS, reading.open_round, study=self.id, documents=every, coders=readers).pk

    def is_read(self, called: str) -> None:
        """Both read one interview, and mark it."""
        for who in (KEEPS, READS):
            self.does(who, documents.note_look, documents=[self.documents[called].pk])
        for number, line in enumerate(self.said["interviews"][called]):
            _words, first, second = (line.split("|") + [line.split("|")[1]])[:3]
            for who, codes in ((KEEPS, first), (READS, second)):
                for key in (one.strip() for one in codes.split(",") if one.strip() not in ("", "-")):
                    self.does(
                        who,
                        reading.mark,
                        round_id=self.round,
                        document=self.documents[called].pk,
                        ticked=[number],
                        code=self.codes[key],
                    )

    def finishes(self) -> None:
        """Both have read; only now they see each other's marks."""
        for who in (KEEPS, READS):
            self.does(who, reading.finish, round_id=self.round)

    def talks_over(self) -> None:
        """Some differences end in one reading, some stay as both; others wait."""
        with transaction.atomic(), bound(somebody(self.cast, KEEPS)) as by:
            rounds = comparing.ReadingRound.objects.get(pk=self.round)
            found = {(one.called, one.text): one for one in comparing.stretches(by, rounds) if one.differs}
        for called, text, how, why in self.said["differences"]:
            one = found[(called, text)]
            keep = [self.codes[why]] if how == "one" else []
            self.does(
                READS,
                reading.settle,
                round_id=self.round,
                document=one.document,
                start=one.start,
                end=one.end,
                left_as=Settled(how),
                codes=keep,
                why="" if how == "one" else why,
            )

    def finds_themes(self) -> None:
        """What several people say, and what says otherwise."""
        for one in self.said["themes"]:
            theme = self.does(
                READS,
                drafts.name_theme,
                study=self.id,
                name=one["name"],
                says=one["says"],
                codes=[self.codes[key] for key in one["codes"]],
                touches=one["touches"],
            )
            self.themes.append(theme.pk)
            for is_against, found in ((False, one["for"]), (True, one["against"])):
                for called, text, *why in found:
                    document = self.documents[called]
                    numbers = [n for n, each in enumerate(sentences(document.words)) if each.text == text]
                    self.does(
                        READS,
                        drafts.let_stand,
                        theme=theme.pk,
                        document=document.pk,
                        ticked=numbers,
                        is_against=is_against,
                        why="".join(why),
                    )

    def drafts(self, name: str) -> None:
        """A first wording, and codes for those who refine it."""
        one = self.said[name]
        row = self.does(
            READS,
            drafts.open_draft,
            theme=self.themes[one["theme"]],
            principle=one["principle"],
            moments=[Moment(each) for each in one["moments"]],
            kinds=[Kind(each) for each in one["kinds"]],
            words=one["first"],
        )
        self.made[name] = row.pk
        self.addresses[name] = self.does(
            KEEPS,
            drafts.make_codes,
            draft=row.pk,
            number=8,
            constituency=Constituency.PERSON,
            until=self.cast.now.date() + timedelta(days=30),
        )

    def is_refined(self, name: str, what: str) -> None:
        """People behind codes say what they think; nobody knows who they are."""
        for code, (says, words) in zip(self.addresses[name], self.said[name][what], strict=False):
            with transaction.atomic(), bound(Viewer(None, "", link=tell_studies.link_of(code))) as by:
                drafts.refine(says=Says(says), words=words, by=by)

    def rewords(self) -> None:
        """What people asked for, in a second wording."""
        texts = dict(self.said["draft"]["second"])
        self.does(READS, drafts.reword, draft=self.made["draft"], why=texts.pop("why"), words=texts)

    def meets(self) -> None:
        """A group of six reads it aloud."""
        one = self.said["draft"]["group"]
        self.does(
            READS,
            drafts.note_group,
            draft=self.made["draft"],
            on_day=self.cast.now.date() - timedelta(days=36),
            people=one["people"],
            says=GroupSays(one["says"]),
            words=one["words"],
            dissent=one["dissent"],
        )

    def publishes(self) -> None:
        """It goes into the version that is being made."""
        self.does(
            KEEPS,
            drafts.publish,
            draft=self.made["draft"],
            at=SET,
            decided_by="the study’s researchers and the panel of the pain service",
        )
