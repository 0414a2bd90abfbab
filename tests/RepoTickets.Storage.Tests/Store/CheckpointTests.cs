using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Crash;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>A checkpoint flushes many files at once, and vouches for none of them when one could not be flushed.</summary>
public sealed class CheckpointTests
{
    private const int Tickets = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Close_ManyFilesToFlush_FlushesSomeAtOnceAndEachOnce()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var two = new CountdownEvent(2);
        var flushed = new HashSet<string>();
        var sawTwo = true;
        var store = await temporary.OpenAnotherAsync(wrap: inner => new HookedFileSystem(inner, call =>
        {
            if (IsFlush(call))
            {
                lock (flushed)
                {
                    Assert.True(flushed.Add(call.Path), call.Path);
                    if (flushed.Count <= 2)
                    {
                        two.Signal();
                    }
                }

                sawTwo &= two.Wait(Patience);
            }

            return true;
        }));
        await CommitAsync(store);

        await store.DisposeAsync();

        Assert.True(sawTwo, "one flush waited for another to begin, which did not");
        Assert.Equal(Tickets, flushed.Count);
        Assert.NotEqual(0, Checkpoint(temporary));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Tickets / 2)]
    [InlineData(Tickets)]
    public async Task Close_OneFlushFails_SetsNoMarkAndTheNextOpeningHasAll(int number)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.CloseAsync();
        var before = Checkpoint(temporary);
        var flushes = 0;
        var store = await temporary.OpenAnotherAsync(wrap: inner => new HookedFileSystem(inner, call =>
            IsFlush(call) && Interlocked.Increment(ref flushes) == number
                ? throw new FileSystemException(FileSystemError.InputOutput, "fsync", call.Path, 5, "refused by the test")
                : true));
        await CommitAsync(store);

        await store.DisposeAsync();

        Assert.InRange(flushes, number, Tickets);
        Assert.Equal(before, Checkpoint(temporary));
        await temporary.ReopenAsync();
        Assert.Equal(Tickets, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    private static bool IsFlush(HookedCall call) => call.Operation == "flush-file" && call.Path.EndsWith(".yaml", StringComparison.Ordinal);

    private static ValueTask<CommitResult> CommitAsync(ITicketStore store) => store.CommitAsync(new ChangeSet(
        [.. Enumerable.Range(0, Tickets).Select(static number => DocumentChange.Create(new Ticket { Title = $"Number {number}" }))]));

    private static int Checkpoint(TemporaryStore temporary) => temporary.Exists(".sdk/checkpoint")
        ? int.Parse(temporary.Read(".sdk/checkpoint").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)
        : 0;
}
