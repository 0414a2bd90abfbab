using System.Globalization;

namespace RepoTickets.Storage.Worker;

/// <summary>What a command is told, and how it talks to the parent. Thread-safe.</summary>
internal sealed class WorkerContext : IDisposable
{
    private readonly Dictionary<string, string> _values;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lock _gate = new();

    internal WorkerContext(string folder, IEnumerable<string> values)
    {
        Folder = folder;
        _values = values.Select(static value => value.Split('=', 2)).ToDictionary(
            static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
    }

    internal string Folder { get; }

    /// <summary>The parent has said <c>STOP</c>, or has died.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    internal string Text(string name) => _values[name];

    internal int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Opens the store of the folder with options that suit tests under heavy load.</summary>
    internal ValueTask<ITicketStore> OpenAsync() => TicketStore.OpenAsync(new StorageOptions
    {
        RepositoryPath = Folder,
        LockTimeout = TimeSpan.FromMilliseconds(Number("timeout", 60_000)),
        JournalSegmentBytes = Number("segment", 4 << 20),
    });

    /// <summary>Writes one line with one system call, so that a killed process leaves whole lines.</summary>
    internal void Say(string line)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            _output.Write(bytes);
        }
    }

    /// <summary>Says <c>READY</c> and waits for the parent's <c>GO</c>; from then on listens for its <c>STOP</c>.</summary>
    internal void WaitForGo()
    {
        Say("READY");
        if (Console.In.ReadLine() != "GO")
        {
            _stopping.Cancel();
            _stopping.Token.ThrowIfCancellationRequested();
        }

        var listener = new Thread(() =>
        {
            Console.In.ReadLine();
            _stopping.Cancel();
        })
        {
            IsBackground = true,
        };
        listener.Start();
    }

    // The source of the token is not disposed: the listener may be about to cancel it while the process ends.
    public void Dispose() => _output.Dispose();
}
