using RepoTickets.Batch;
using RepoTickets.Mcp.Policy;
using RepoTickets.Mcp.Scope;
using RepoTickets.Mcp.Tests.Support;
using RepoTickets.Mcp.Tools;

namespace RepoTickets.Mcp.Tests.Tools;

/// <summary>A ticket may change while it is shown.</summary>
public sealed class ShowConsistencyTests
{
    [Fact]
    public async Task Show_OfATicketThatLeavesTheScopeMeanwhile_ShowsNothingOfIt()
    {
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => ShowAsync(static t => t with { Labels = ["secret"] }));
    }

    [Fact]
    public async Task Show_OfATicketThatChangesMeanwhile_IsOfOneVersion()
    {
        var (version, shown) = await ShowAsync(static t => t with { Title = "Changed" });
        Assert.Contains("Changed", shown, StringComparison.Ordinal);
        Assert.Contains(version, shown, StringComparison.Ordinal);
    }

    private static async Task<(string Version, string Shown)> ShowAsync(Func<Ticket, Ticket> change)
    {
        using var repository = await HiddenAndSeen.CreateAsync();
        await using var store = await repository.OpenAsync();
        var id = TicketId.Parse("SEEN-1");
        var files = new FilesOfAChangingStore(BatchExecutor.CreateFiles(store), async () => await store.UpdateAsync(id, change));
        var scope = new TicketScope(new AccessPolicy { Labels = ["bug"] }, TimeProvider.System);
        var tools = new TicketTools(new TicketDesk(store, null!, scope), files, null!, TimeProvider.System);
        var result = await tools.ShowAsync(id.Value);
        return ((await store.GetAsync(id))!.Version.ToString(), result.StructuredContent!.Value.GetRawText());
    }

    /// <summary>Has the ticket change just before it is exported for the first time.</summary>
    private sealed class FilesOfAChangingStore(ITicketFiles files, Func<Task> change) : ITicketFiles
    {
        private bool _changed;

        public async ValueTask<ExportResult> ExportAsync(
            TicketQuery query,
            ExportFormat format,
            Stream destination,
            IProgress<ExportProgress>? progress = null,
            CancellationToken cancellationToken = default)
        {
            if (!_changed)
            {
                _changed = true;
                await change();
            }

            return await files.ExportAsync(query, format, destination, progress, cancellationToken);
        }

        public ValueTask<BatchResult> ImportAsync(
            Stream source,
            ImportFormat format,
            ImportOptions? options = null,
            IProgress<BatchProgress>? progress = null,
            CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<BatchResult> ImportPartsAsync(
            Stream source, ImportFormat format, ImportOptions? options = null, CancellationToken cancellationToken = default) =>
                throw new NotSupportedException();
    }
}
