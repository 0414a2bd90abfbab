using RepoTickets.Benchmarks.Peers;
using RepoTickets.Storage;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Benchmarks.Data;

/// <summary>The same tickets in a store, in SQLite and in a list.</summary>
internal sealed class LoadedStore(int count)
{
    private TemporaryRepository? _repository;

    internal ITicketStore Store { get; private set; } = null!;

    internal SqliteTickets Sqlite { get; private set; } = null!;

    internal List<TicketSummary> Summaries { get; private set; } = [];

    internal async Task OpenAsync()
    {
        _repository = new();
        SyntheticTickets.WriteRepository(_repository.Folder, count);
        Store = await TicketStore.OpenAsync(_repository.Options);
        Summaries = [.. SyntheticTickets.Make(count).Select(TicketSummary.From)];
        Sqlite = new(_repository.Folder);
        Sqlite.Insert(SyntheticTickets.Make(count), new DocumentFormat(TimeZoneInfo.Utc, TextLimits.Default).Create);
    }

    internal async Task CloseAsync()
    {
        Sqlite.Dispose();
        await Store.DisposeAsync();
    }
}
