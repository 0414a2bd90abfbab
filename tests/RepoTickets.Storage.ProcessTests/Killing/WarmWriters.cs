using System.Globalization;
using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests.Killing;

/// <summary>Writers to be killed one after the other: the next one starts while the last one dies.</summary>
internal sealed class WarmWriters(TestFolder folder, int total, params string[] values) : IAsyncDisposable
{
    private const int Ahead = 2;

    private readonly Queue<WorkerProcess> _waiting = new();
    private int _started;

    internal async Task<WorkerProcess> NextAsync()
    {
        while (_started < total && _waiting.Count <= Ahead)
        {
            _started++;
            _waiting.Enqueue(
                StoreWorker.Start("churn", folder.Path, [$"writer={_started.ToString(CultureInfo.InvariantCulture)}", .. values]));
        }

        var writer = _waiting.Dequeue();
        await writer.WaitForAsync("READY");
        writer.Send("GO");
        return writer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _waiting)
        {
            await writer.DisposeAsync();
        }
    }
}
