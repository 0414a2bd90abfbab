using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.Text;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Maintenance;

/// <summary>
/// Keeps the Python package's own index right: its list and fast search read nothing else. Derived, never our truth; written only where it
/// exists, and only when it differs.
/// </summary>
internal sealed class PythonIndex(IFileSystem fileSystem, StoreLayout layout, StoreView view, IIdentifierGenerator identifiers, TimeZoneInfo zone)
{
    private const long MaximumLength = 1L << 30;

    private readonly TimestampText _timestamps = new(zone);
    private long _writtenAt = -1;

    internal void Update()
    {
        var path = layout.Absolute(StoreLayout.PythonIndexFile);
        var snapshot = view.Index.Snapshot;
        if (snapshot.Position == _writtenAt || fileSystem.GetStatus(path) is not { Type: FileType.Regular })
        {
            return;
        }

        var bytes = Encode();
        if (fileSystem.ReadFile(path, MaximumLength) is not { } current || !current.Bytes.AsSpan().SequenceEqual(bytes))
        {
            var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
            fileSystem.CreateFile(temporary, bytes);
            LeftOvers.Replace(fileSystem, temporary, path);
        }

        _writtenAt = snapshot.Position;
    }

    private byte[] Encode()
    {
        var snapshot = view.Index.Snapshot;
        var entries = new List<KeyValuePair<string, DocumentValue>>(snapshot.Count);
        foreach (var (id, _) in snapshot.Files)
        {
            if (snapshot.TryGet(id, out var summary, out _))
            {
                entries.Add(new(id.Value, Entry(summary)));
            }
        }

        entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return entries.Count == 0 ? "{}\n"u8.ToArray() : DocumentText.Write(DocumentSyntax.Yaml, new([.. entries]));
    }

    private MappingValue Entry(TicketSummary summary) => new(
    [
        new("created_at", new ScalarValue(_timestamps.Write(summary.CreatedAt), ScalarMeaning.Timestamp)),
        new("labels", new SequenceValue([.. summary.Labels.Select(static label => new ScalarValue(label, ScalarMeaning.Text))])),
        new("priority", new ScalarValue(summary.Priority.Value, ScalarMeaning.Text)),
        new("status", new ScalarValue(summary.Status.Value, ScalarMeaning.Text)),
        new("title", new ScalarValue(summary.Title, ScalarMeaning.Text)),
        new("updated_at", new ScalarValue(_timestamps.Write(summary.UpdatedAt), ScalarMeaning.Timestamp)),
    ]);
}
