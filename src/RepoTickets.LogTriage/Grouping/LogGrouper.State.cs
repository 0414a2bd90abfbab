using RepoTickets.LogTriage.Grouping.State;

namespace RepoTickets.LogTriage.Grouping;

/// <content>Saving and merging.</content>
internal sealed partial class LogGrouper
{
    private readonly SemaphoreSlim _saving = new(1);

    public async ValueTask SaveAsync(CancellationToken cancellationToken = default)
    {
        if (_state is null)
        {
            return;
        }

        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // System calls block, and callers may be on a thread that must not.
            await Task.Run(Save, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    public byte[] ExportState() => GroupSnapshot.Write(Everything());

    public void MergeState(ReadOnlySpan<byte> state)
    {
        var other = new GroupStateContent();
        GroupRecordReader.ReadSnapshot(state, other);
        lock (_rulesLock)
        {
            _index.Frozen(() =>
            {
                var all = Everything();
                all.Add(other);
                Restore(all);
                _index.NeedsSnapshot = true;
                return true;
            });
        }
    }

    private void Save()
    {
        byte[] bytes = [];
        bool isSnapshot;
        lock (_rulesLock)
        {
            isSnapshot = _index.Frozen(() => TakeChanges(out bytes));
        }

        _state!.Write(bytes, isSnapshot);
    }

    private bool TakeChanges(out byte[] bytes)
    {
        var isWhole = _state!.WantsSnapshot || _journal.IsDropped || _index.NeedsSnapshot;
        bytes = isWhole ? GroupSnapshot.Write(Everything()) : _journal.Take();
        if (isWhole)
        {
            _journal.Clear();
            _index.NeedsSnapshot = false;
        }

        return isWhole;
    }

    private GroupStateContent Everything()
    {
        lock (_rulesLock)
        {
            var content = _index.Content();
            foreach (var rule in _named)
            {
                content.Add(rule);
            }

            return content;
        }
    }

    private void Restore(GroupStateContent content)
    {
        _index.Restore(content);
        _named.Clear();
        _named.AddRange(content.Fingerprints);
        _rules = [.. _named.OrderBy(known => known.Created).ThenBy(known => known.Name, StringComparer.Ordinal)
            .Select(known => known.Rule).OfType<FingerprintRule>()];
    }
}
