using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Storage;

namespace RepoTickets.Events.Worker;

/// <summary>
/// A process that listens to a repository under a name and appends the identifier of each event that it is given to a file, until it is
/// killed. <c>REPOSITORY FILE</c>; a line with a position on its standard input makes it catch up through that commit, say DONE and end.
/// </summary>
internal static class Listener
{
    internal static async Task<int> RunAsync(string[] args)
    {
        var repository = args[0];
        await using var output = new FileStream(args[1], FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets
                .AddStorage(options => options.RepositoryPath = repository)
                .AddEventLog(options =>
                {
                    options.Folder = Path.Join(repository, ".tickets", ".sdk", "events");
                    options.SegmentBytes = 64 << 10;
                    options.PollInterval = TimeSpan.FromMilliseconds(5);
                }))
            .BuildServiceProvider();
        var bus = services.GetRequiredService<IEventBus>();
        var log = services.GetRequiredService<IEventLog>();
        await bus.StartAsync();
        await using var subscription = log.Subscribe(
            "listener",
            (made, _) =>
            {
                // One call: a kill leaves the whole line or nothing of it.
                output.Write(Encoding.ASCII.GetBytes(made.Id + "\n"));
                return default;
            },
            new() { NoteEvery = 20 });
        Console.WriteLine("READY");
        if (Console.ReadLine() is not { } text)
        {
            return 0;
        }

        await bus.DrainAsync(long.Parse(text, CultureInfo.InvariantCulture));
        await log.FlushAsync();
        await subscription.CatchUpAsync();
        Console.WriteLine("DONE");
        return 0;
    }
}
