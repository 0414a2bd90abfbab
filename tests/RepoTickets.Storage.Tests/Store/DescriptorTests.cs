using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Crash;
using RepoTickets.Storage.Tests.FileSystem.Linux;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>New files are held by descriptors until they have their names; however a commit ends, none is held behind it.</summary>
public sealed class DescriptorTests
{
    private const int Tickets = 24;

    public static TheoryData<string> Ways =>
    [
        "committed", "a content cannot be written", "writing contents has a defect", "the journal cannot be written", "the journal cannot be flushed",
        "names are refused", "some names are taken",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Commit_HoweverItEnds_HoldsNoDescriptorOfADocument(string way)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var temporary = await TemporaryStore.CreateAsync();
        var folder = temporary.PathOf("open");
        var (isArmed, calls, most) = (false, 0, 0);
        var gate = new Lock();
        await using var store = await temporary.OpenAnotherAsync(wrap: inner => new HookedFileSystem(inner, call =>
        {
            if (!isArmed)
            {
                return true;
            }

            lock (gate)
            {
                most = Math.Max(most, OwnDescriptors.CountIn(folder));
                return Failure(way, call, ref calls) is { } failure ? throw failure : true;
            }
        }));
        isArmed = true;

        var outcome = await Record.ExceptionAsync(() => store.CommitAsync(new ChangeSet(
            [.. Enumerable.Range(0, Tickets).Select(static number => DocumentChange.Create(new Ticket { Title = $"Number {number}" }))])).AsTask());

        Assert.Equal(way is "committed" or "some names are taken", outcome is null);
        Assert.True(most > 0, "no descriptor was held at any time: nothing was tested");
        Assert.Equal(0, OwnDescriptors.CountIn(folder));
    }

    private static Exception? Failure(string way, HookedCall call, ref int calls) => (way, call.Operation) switch
    {
        ("a content cannot be written", "create-unnamed") when ++calls == Tickets / 2 => Refused(FileSystemError.NoSpace, call),
        ("writing contents has a defect", "create-unnamed") when ++calls == Tickets / 2 => new InvalidOperationException("A defect."),
        ("the journal cannot be written", "append") => Refused(FileSystemError.NoSpace, call),
        ("the journal cannot be flushed", "flush-journal") => Refused(FileSystemError.InputOutput, call),
        ("names are refused", "move-exclusively") => Refused(FileSystemError.AccessDenied, call),
        ("some names are taken", "move-exclusively") when ++calls % 3 == 0 => Refused(FileSystemError.AlreadyExists, call),
        _ => null,
    };

    private static FileSystemException Refused(FileSystemError error, HookedCall call) => new(error, call.Operation, call.Path, 5, "refused by the test");
}
