using RepoTickets.CommandLine.Screen.Run;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.Cli.Tests.Screen;

public sealed class ScreenStoreTests
{
    private static readonly Ticket Login = ScreenStates.Ticket("LOGIN-1", "Login fails");

    public static TheoryData<Exception, string> Unreadable { get; } = new()
    {
        { new DocumentFaultException(
            new("open/LOGIN-1.yaml", FaultReason.MergeConflict, "There are conflict markers.")), "conflict markers" },
        { new UnauthorizedAccessException("Access to LOGIN-1.yaml is denied."), "is denied" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Update_InConflictWithWhatCannotBeRead_IsRefusedAndTheFormStays(Exception fault, string reason)
    {
        var message = await UpdateAsync(Login.Key, () => throw fault);
        var refused = Assert.IsType<ScreenMessage.Refused>(message).Reason;
        Assert.Contains("Nothing was written", refused, StringComparison.Ordinal);
        Assert.Contains(reason, refused, StringComparison.Ordinal);

        var form = ScreenStates.Type(ScreenStates.Type(ScreenStates.Detail(100, 24, Login), "e").State, " often").State;
        Assert.Equal("Login fails often", ScreenStates.Send(form, message).State.Form!.Focused.Value);
    }

    [Fact]
    public async Task Update_InConflict_BringsWhatIsThereNow()
    {
        var theirs = Login with { Title = "Theirs" };
        Assert.Same(theirs, Assert.IsType<ScreenMessage.Conflicted>(await UpdateAsync(Login.Key, () => theirs)).Current);
    }

    [Fact]
    public async Task Update_InConflictOverAnotherKindOfDocument_IsNotTakenForADeletion() =>
        Assert.IsType<ScreenMessage.Refused>(await UpdateAsync(new(DocumentKind.Epic, "E-1"), static () => null));

    private static Task<ScreenMessage> UpdateAsync(DocumentKey conflict, Func<Document?> reading)
    {
        var store = new FakeStore
        {
            Reading = reading,
            Committing = () => throw new VersionConflictException(conflict, DocumentVersion.Of("before"u8), DocumentVersion.Of("after"u8)),
        };
        var time = FakeTime.AtNoon();
        var screen = new ScreenStore(
            store, new(store, new IdentifierGenerator(), time), static _ => throw new NotSupportedException(), time);
        return screen.DoAsync(new ScreenEffect.Update(Login with { Title = "Mine" }), CancellationToken.None);
    }
}
