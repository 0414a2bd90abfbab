using System.Globalization;
using System.Text;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.Update;
using RepoTickets.CommandLine.Screen.View;
using static RepoTickets.Cli.Tests.Screen.ScreenStates;

namespace RepoTickets.Cli.Tests.Screen;

public sealed class ScreenViewTests
{
    private static readonly Ticket[] Tickets =
    [
        Ticket("LOGIN-1", "Login fails") with { Assignee = "alice", Status = TicketStatus.Blocked },
        Ticket("WIDE-1", "全角の題名がとても長いので切られる事になるはずです 全角の題名がとても長いので切られる事になるはずです"),
        Ticket("EVIL-1", "Evil \u001b[31mred\u001b]0;owned\u0007\r\n\u202E"),
        Ticket("RTL-1", "שלום עולם"),
        Ticket("EMOJI-1", "Party 🎉 now"),
    ];

    [Fact]
    public void List_OfFortyColumns_HasWhatThereIsRoomFor() => Assert.Equal(
        """
         Tickets shop                    1 of 5
        [1 All]  1-7 filter
          ID      Title              Status
        > LOGIN-1 Login fails        blocked
          WIDE-1  全角の題名がとて…  open
          EVIL-1  Evil \u001B[31mre… open
          RTL-1   <שלום עולם>          open
          EMOJI-1 Party 🎉 now       open


        ? help  q end  n new  Enter ticket  / s…
        """.ReplaceLineEndings("\n"),
        Visible(Text(List(40, 11, Tickets))));

    [Fact]
    public void List_OfEightyColumns_HasAll() => Assert.Equal(
        """
         Tickets shop                                                            1 of 5
        [1 All]  2 Open   3 In progress   4 Blocked   5 Closed   6 Critical   7 High
          ID      Title                    Status      Priority Assignee   Age   Time
        > LOGIN-1 Login fails              blocked     high     alice      3d    1.5h
          WIDE-1  全角の題名がとても長い…  open        high     -          3d    1.5h
          EVIL-1  Evil \u001B[31mred\u001… open        high     -          3d    1.5h
          RTL-1   <שלום עולם>                open        high     -          3d    1.5h
          EMOJI-1 Party 🎉 now             open        high     -          3d    1.5h

        Search: open
        Enter list  Esc clear
        """.ReplaceLineEndings("\n"),
        Visible(Text(Type(List(80, 11, Tickets), "/open").State)));

    [Fact]
    public void Form_WithAConflict_ShowsBothAndAllOfTheNotice()
    {
        var state = Type(Type(Detail(40, 16, Tickets[0]), "e").State, "!").State;
        var after = Send(
            state, new ScreenMessage.Conflicted(Tickets[0] with { Title = "Theirs", Version = DocumentVersion.Of("after"u8) })).State;
        Assert.Equal(
            """
             Edit LOGIN-1                   changed
            > Title       Theirs
                the other: Login fails!
              Description

              Status      < blocked >
              Priority    < high >
              Assignee    alice
              Labels
              Estimate h
              Points
            Nothing was written: LOGIN-1 was changed
            by somebody else: both changed Title
            (theirs is shown, Ctrl-T swaps). Ctrl-S
            saves what is shown.
            Ctrl-S save  Esc leave  Tab next  Ctrl-…
            """.ReplaceLineEndings("\n"),
            Text(after));
        Assert.Equal(new CursorPlace(1, 20), ScreenView.Draw(after).Cursor);
    }

    [Fact]
    public void Form_WithMoreLinesThanTheScreen_ShowsTheCursor()
    {
        var state = Type(Detail(40, 10, Tickets[0]), "c").State;
        for (var line = 1; line <= 30; line++)
        {
            state = Press(Type(state, $"line {line}").State, KeyKind.Enter).State;
        }

        var frame = ScreenView.Draw(Type(state, "the end").State);
        Assert.Equal("  the end", frame.Lines[frame.Cursor!.Row].Text);
        Assert.Equal(9, frame.Cursor.Column);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 6)]
    [InlineData(21, 7)]
    [InlineData(40, 10)]
    [InlineData(79, 24)]
    [InlineData(200, 60)]
    public void EveryScreen_OfAnySize_FillsItAndLetsNothingOut(int width, int height)
    {
        foreach (var state in States(width, height))
        {
            var frame = ScreenView.Draw(state);
            Assert.Equal(height, frame.Lines.Count);
            Assert.True(
                frame.Cursor is null || (frame.Cursor.Row < height && frame.Cursor.Column < width),
                $"The cursor is outside: {frame.Cursor}");
            foreach (var line in frame.Lines)
            {
                Assert.True(CellWidth.Of(line.Text) <= width, $"{CellWidth.Of(line.Text)} columns in {width}: '{line.Text}'");
                Assert.DoesNotContain(Visible(line.Text).EnumerateRunes(), static rune =>
                    Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator);
            }
        }
    }

    [Fact]
    public void Wrap_AtASpaceThatIsJustTooFar_DropsIt() => Assert.Equal(["one two", "three"], TextLayout.Wrap("one two three", 7));

    [Fact]
    public void Wrap_BetweenWordsAndInLongOnes_LosesNothing()
    {
        Assert.Equal(["one two", "three"], TextLayout.Wrap("one two three", 8));
        Assert.Equal(["abcdefgh", "ij", "日本語"], TextLayout.Wrap("abcdefghij 日本語", 8));
        Assert.Equal(["", "a"], TextLayout.Wrap("\na\n\n", 8));
    }

    private static IEnumerable<ScreenState> States(int width, int height)
    {
        var list = List(width, height, Tickets);
        yield return List(width, height);
        yield return list;
        yield return Type(list, "/עברית 日本語 \u001b very long search that does not fit anywhere at all").State;
        yield return Type(list, "?").State;
        yield return Type(Type(list, "n").State, new string('全', 150) + "\u001b").State;
        foreach (var ticket in Tickets)
        {
            var detail = Send(list, new ScreenMessage.TicketLoaded(new(ticket, SafeText.Lines(ticket.Title + new string('本', 300))))).State;
            yield return detail;
            yield return Type(detail, "e").State;
            yield return Send(
                Type(Type(detail, "e").State, "x").State, new ScreenMessage.Conflicted(ticket with { Title = "\u001b other" })).State;
            yield return Type(Type(detail, "c").State, new string('全', 500)).State;
            yield return Type(detail, "t").State;
        }
    }

    /// <summary>The marks around text from right to left are the screen's own; here they are seen.</summary>
    private static string Visible(string text) => text.Replace('\u2068', '<').Replace('\u2069', '>');
}
