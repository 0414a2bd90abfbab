using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.Update;
using static RepoTickets.Cli.Tests.Screen.ScreenStates;

namespace RepoTickets.Cli.Tests.Screen;

public sealed class ScreenUpdateTests
{
    private static readonly Ticket Login = Ticket("LOGIN-1", "Login fails");

    [Theory]
    [InlineData("1", "All")]
    [InlineData("3", "In progress")]
    [InlineData("7", "High")]
    public void Digit_InTheList_Filters(string digit, string name)
    {
        var step = Type(List(80, 20, Login), digit);
        Assert.Equal(name, step.State.List.Filter.Name);
        Assert.Equal(name, Assert.IsType<ScreenEffect.LoadPage>(Assert.Single(step.Effects)).Filter.Name);
    }

    [Fact]
    public void Down_BelowTheLastRowThatIsSeen_ReadsTheNextRows()
    {
        var tickets = Enumerable.Range(1, 30).Select(static number => Ticket($"T-{number}", $"Number {number}")).ToArray();
        var state = List(80, 15, tickets);
        Assert.Equal(10, state.List.Rows.Count);
        var step = Press(state, [.. Enumerable.Repeat(KeyKind.Down, 9)]);
        Assert.Empty(step.Effects);
        step = Press(step.State, KeyKind.Down);
        Assert.Equal((1, 10), (Assert.IsType<ScreenEffect.LoadPage>(Assert.Single(step.Effects)).Top, step.State.List.Selected));
        Assert.Equal((20, 29), (Press(step.State, KeyKind.End).State.List.Top, Press(step.State, KeyKind.End).State.List.Selected));
    }

    [Fact]
    public void Page_AfterOthersPutTicketsOnTop_KeepsTheChosenOne()
    {
        var (one, two, other) = (Ticket("A-1", "One"), Ticket("B-1", "Two"), Ticket("C-1", "New"));
        var state = Press(List(80, 20, one, two), KeyKind.Down).State;
        var after = Send(
            state, new ScreenMessage.PageLoaded(
                [.. new[] { other, one, two }.Select(static ticket => new ListRow(TicketSummary.From(ticket), 0))], 3, 0, Now)).State;
        Assert.Equal("B-1", after.List.Chosen!.Ticket.Id.Value);
    }

    [Fact]
    public void Search_WhileItIsWritten_TakesLettersThatAreCommandsElsewhere()
    {
        var step = Type(List(80, 20, Login), "/q1n");
        Assert.Equal("q1n", Assert.IsType<ScreenEffect.LoadPage>(Assert.Single(step.Effects)).Search);
        Assert.Null(step.State.Form);
        Assert.Equal("", Press(step.State, KeyKind.ClearSearch).State.List.Search.Text);
        Assert.False(Press(step.State, KeyKind.Enter).State.List.IsSearching);
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("/")]
    [InlineData("?")]
    public void Interrupt_Anywhere_Ends(string keys) =>
        Assert.Equal(
            new ScreenEffect.Quit(ExitCodes.Cancelled),
            Assert.Single(Press(Type(List(80, 20, Login), keys).State, KeyKind.Interrupt).Effects));

    [Fact]
    public void Q_InTheList_EndsWithSuccess() =>
        Assert.Equal(new ScreenEffect.Quit(ExitCodes.Success), Assert.Single(Type(List(80, 20, Login), "Q").Effects));

    [Fact]
    public void Create_WithoutTitle_SaysSoAndStays()
    {
        var state = Press(Type(List(80, 20, Login), "n").State, KeyKind.Save);
        Assert.Empty(state.Effects);
        Assert.Contains("Title", state.State.Notice, StringComparison.Ordinal);
        Assert.NotNull(state.State.Form);
    }

    [Fact]
    public void Create_FilledIn_MakesATicketOfIt()
    {
        var state = Type(Type(List(80, 20, Login), "n").State, "New one").State;
        state = Type(Press(state, KeyKind.Tab).State, "Two").State;
        state = Type(Press(state, KeyKind.Enter).State, "lines").State;
        state = Press(state, KeyKind.Tab, KeyKind.Left).State;
        state = Type(Press(state, KeyKind.Tab, KeyKind.Tab).State, "bug, ui").State;
        state = Type(Press(state, KeyKind.Tab).State, "1.5").State;
        var draft = Assert.IsType<ScreenEffect.Create>(Assert.Single(Press(state, KeyKind.Save).Effects)).Draft;
        Assert.Equal(("New one", "Two\nlines", "high", 1.5), (draft.Title, draft.Description, draft.Priority.Value, draft.EstimatedHours));
        Assert.Equal(["bug", "ui"], draft.Labels);
    }

    [Fact]
    public void Number_ThatIsNone_IsRefusedAtItsField()
    {
        var state = Type(Type(List(80, 20, Login), "n").State, "X").State;
        state = Type(Press(state, KeyKind.Up, KeyKind.Up).State, "many").State;
        var step = Press(state, KeyKind.Save);
        Assert.Empty(step.Effects);
        Assert.Equal((FieldNames.Estimate, true), (step.State.Form!.Focused.Name, step.State.NoticeIsError));
    }

    [Fact]
    public void Edit_OfLabelsWithCommas_LeavesThemAloneUnlessTheyAreChanged()
    {
        var odd = Login with { Labels = ["a,b"] };
        var state = Type(Detail(80, 20, odd), "e").State;
        var edited = Assert.IsType<ScreenEffect.Update>(Assert.Single(Press(Type(state, "!").State, KeyKind.Save).Effects)).Edited;
        Assert.Equal(odd with { Title = "Login fails!" }, edited);
        Assert.Empty(Press(state, KeyKind.Save).Effects);
    }

    [Fact]
    public void Escape_WithChanges_AsksFirst()
    {
        var state = Press(Type(Type(Detail(80, 20, Login), "c").State, "Text").State, KeyKind.Escape).State;
        Assert.NotNull(state.Form);
        Assert.Null(Press(state, KeyKind.Escape).State.Form);
        Assert.NotNull(Press(Type(state, "more").State, KeyKind.Escape).State.Form);
    }

    [Fact]
    public void Time_BySXA_DoesWhatTheLettersSay()
    {
        var state = Type(Detail(80, 20, Login), "t").State;
        Assert.Equal(
            TimeAction.Start, Assert.IsType<ScreenEffect.Time>(Assert.Single(Press(Type(state, "s").State, KeyKind.Enter).Effects)).Action);
        Assert.Equal(
            TimeAction.Stop, Assert.IsType<ScreenEffect.Time>(Assert.Single(Press(Type(state, "x").State, KeyKind.Enter).Effects)).Action);
        var added = Assert.IsType<ScreenEffect.Time>(Assert.Single(Press(Type(state, "a30").State, KeyKind.Enter).Effects));
        Assert.Equal((TimeAction.Add, 30), (added.Action, added.Minutes));
        Assert.Empty(Press(Type(state, "a").State, KeyKind.Enter).Effects);
    }

    [Fact]
    public void Conflict_InAFieldThatBothChanged_ShowsTheirsAndKeepsOnesOwnBesideIt()
    {
        var state = Type(Type(Detail(100, 24, Login), "e").State, " often").State;
        var theirs = Login with { Title = "Theirs", Status = TicketStatus.Blocked, Version = DocumentVersion.Of("after"u8) };
        var after = Send(state, new ScreenMessage.Conflicted(theirs)).State;
        Assert.Equal(("Theirs", "Login fails often"), (after.Form!.Value(FieldNames.Title), after.Form.Focused.Other));
        Assert.Equal("blocked", after.Form.Value(FieldNames.Status));
        Assert.Contains("Title", after.Notice, StringComparison.Ordinal);
        Assert.Empty(Press(after, KeyKind.Save).Effects);

        var swapped = Press(after, KeyKind.Swap).State;
        Assert.Equal(
            theirs with { Title = "Login fails often" },
            Assert.IsType<ScreenEffect.Update>(Assert.Single(Press(swapped, KeyKind.Save).Effects)).Edited);
    }

    [Fact]
    public void Save_WhileOnesOwnTextStandsBesideTheField_AsksBeforeItDropsIt()
    {
        var state = Send(
            Type(Type(Detail(100, 24, Login), "e").State, " often").State, new ScreenMessage.Conflicted(Version("Theirs", "after"))).State;
        var asked = Press(state, KeyKind.Save);
        Assert.Empty(asked.Effects);
        Assert.Equal(("Theirs", "Login fails often"), (asked.State.Form!.Value(FieldNames.Title), asked.State.Form.Focused.Other));
        Assert.Contains("your own Title", asked.State.Notice, StringComparison.Ordinal);
        Assert.Contains("Ctrl-T", asked.State.Notice, StringComparison.Ordinal);
        Assert.True(asked.State.NoticeIsError);

        Assert.NotNull(Press(asked.State, KeyKind.Tab, KeyKind.Save).State.Form);
        Assert.NotNull(Press(Send(asked.State, new ScreenMessage.Refused("Something else.")).State, KeyKind.Save).State.Form);
        Assert.Null(Press(asked.State, KeyKind.Save).State.Form);
    }

    [Fact]
    public void Save_AfterTheirsWasEditedInstead_AsksBeforeItDropsTheFirstText()
    {
        var theirs = Version("Theirs", "after");
        var state = Type(
            Send(Type(Type(Detail(100, 24, Login), "e").State, " often").State, new ScreenMessage.Conflicted(theirs)).State, "!").State;
        var asked = Press(state, KeyKind.Save);
        Assert.Empty(asked.Effects);
        Assert.Equal("Theirs!", Assert.IsType<ScreenEffect.Update>(Assert.Single(Press(asked.State, KeyKind.Save).Effects)).Edited.Title);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Conflict_AfterAConflict_KeepsOnesOwnText(bool isSwapped)
    {
        var state = Type(Type(Detail(100, 24, Login), "e").State, " often").State;
        state = Send(state, new ScreenMessage.Conflicted(Version("Second", "second"))).State;
        state = isSwapped ? Press(state, KeyKind.Swap).State : state;
        state = Send(state, new ScreenMessage.Conflicted(Version("Third", "third"))).State;
        Assert.Equal(("Third", "Login fails often"), (state.Form!.Value(FieldNames.Title), state.Form.Focused.Other));
        Assert.Contains("both changed Title", state.Notice, StringComparison.Ordinal);
        var saved = Press(Press(state, KeyKind.Swap).State, KeyKind.Save);
        Assert.Equal(Version("Login fails often", "third"), Assert.IsType<ScreenEffect.Update>(Assert.Single(saved.Effects)).Edited);
    }

    [Fact]
    public void Conflict_AfterTheirsWasEditedToo_KeepsBothTextsOfOnesOwn()
    {
        var state = Send(
            Type(Type(Detail(100, 24, Login), "e").State, " often").State, new ScreenMessage.Conflicted(Version("Second", "second"))).State;
        state = Send(Type(state, "!").State, new ScreenMessage.Conflicted(Version("Third", "third"))).State;
        Assert.Equal(["Second!", "Login fails often"], state.Form!.Focused.Others);
        Assert.Equal("Third", state.Form.Value(FieldNames.Title));
        Assert.Contains("the other: Login fails often", Text(state), StringComparison.Ordinal);
        Assert.Equal("Login fails often", Press(state, KeyKind.Swap, KeyKind.Swap).State.Form!.Value(FieldNames.Title));
        Assert.Equal("Third", Press(state, KeyKind.Swap, KeyKind.Swap, KeyKind.Swap).State.Form!.Value(FieldNames.Title));
    }

    [Fact]
    public void Conflict_WithWhatOneWroteOneself_AsksNothing()
    {
        var state = Send(
            Type(Type(Detail(100, 24, Login), "e").State, "!").State, new ScreenMessage.Conflicted(Version("Login fails!", "after"))).State;
        Assert.Null(state.Form!.Focused.Other);
        Assert.Null(Press(state, KeyKind.Save).State.Form);
    }

    [Fact]
    public void Conflict_InOtherFields_KeepsBoth()
    {
        var state = Type(Type(Detail(100, 24, Login), "e").State, " often").State;
        var theirs = Login with { Assignee = "bob", Version = DocumentVersion.Of("after"u8) };
        var edited = Assert.IsType<ScreenEffect.Update>(
            Assert.Single(Press(Send(state, new ScreenMessage.Conflicted(theirs)).State, KeyKind.Save).Effects)).Edited;
        Assert.Equal(theirs with { Title = "Login fails often" }, edited);
    }

    [Theory]
    [InlineData("c", "Words")]
    [InlineData("j", "Words")]
    [InlineData("t", "a30")]
    public void Conflict_InAFormOfAnotherKind_LeavesItAsItIs(string form, string text)
    {
        var state = Type(Type(Detail(100, 24, Login), form).State, text).State;
        var step = Send(state, new ScreenMessage.Conflicted(Version("Theirs", "after")));
        Assert.Empty(step.Effects);
        Assert.Equal(state.Form, step.State.Form);
        Assert.True(step.State.NoticeIsError);
        Assert.Contains("Nothing was written", step.State.Notice, StringComparison.Ordinal);
        Assert.IsAssignableFrom<ScreenEffect.Change>(Assert.Single(Press(step.State, KeyKind.Save).Effects));
    }

    [Fact]
    public void Conflict_OfANewTicket_SaysSoAndKeepsTheForm()
    {
        var state = Type(Type(List(80, 20, Login), "n").State, "New one").State;
        var after = Send(state, new ScreenMessage.Conflicted(Login)).State;
        Assert.Equal("New one", after.Form!.Value(FieldNames.Title));
        Assert.Contains("Nothing was written", after.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Conflict_WithADeletion_KeepsTheText()
    {
        var state = Type(Type(Detail(100, 24, Login), "e").State, " often").State;
        var after = Send(state, new ScreenMessage.Conflicted(null)).State;
        Assert.Equal("Login fails often", after.Form!.Value(FieldNames.Title));
        Assert.Contains("deleted", after.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void StoreChanged_OfTheTicketThatIsEdited_Warns()
    {
        var state = Type(Detail(100, 24, Login), "e").State;
        var step = Send(state, new ScreenMessage.StoreChanged(new HashSet<DocumentKey> { Login.Key }));
        Assert.Contains(step.Effects, static effect => effect is ScreenEffect.LoadTicket);
        Assert.Equal("", Send(step.State, new ScreenMessage.TicketLoaded(new(Login, ""))).State.Notice);
        var newer = Login with { Version = DocumentVersion.Of("after"u8) };
        Assert.Contains(
            "somebody else", Send(step.State, new ScreenMessage.TicketLoaded(new(newer, ""))).State.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void StoreChanged_OfOtherKinds_ReadsNothing() =>
        Assert.Empty(
            Send(List(80, 20, Login), new ScreenMessage.StoreChanged(new HashSet<DocumentKey> { new(DocumentKind.Epic, "E-1") })).Effects);

    private static Ticket Version(string title, string version) =>
        Login with { Title = title, Version = DocumentVersion.Of(System.Text.Encoding.UTF8.GetBytes(version)) };
}
