namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>
/// Decides between journal and snapshot, and remembers failures: after one, what the journal holds is unknown, so nothing is appended to it
/// until a snapshot has replaced it. One call at a time.
/// </summary>
internal sealed class GroupStateFile(IGroupStateStore store) : IDisposable
{
    private const int JournalBytes = 4 * 1024 * 1024;

    private long _journalLength;
    private bool _isDoubtful;
    private bool _isOfOldRules;

    internal bool WantsSnapshot =>
        Volatile.Read(ref _isDoubtful) || Volatile.Read(ref _isOfOldRules) || Volatile.Read(ref _journalLength) > JournalBytes;

    internal GroupStateContent Read()
    {
        var content = new GroupStateContent();
        if (store.ReadSnapshot() is { } snapshot)
        {
            GroupRecordReader.ReadSnapshot(snapshot, content);
        }

        if (store.ReadJournal() is { } journal)
        {
            _journalLength = GroupRecordReader.ReadJournal(journal, content);
        }

        _isOfOldRules = content.IsOfOldRules;
        return content;
    }

    internal void Write(byte[] bytes, bool isSnapshot)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        var wasDoubtful = _isDoubtful;
        _isDoubtful = true;
        if (isSnapshot)
        {
            store.ReplaceSnapshot(bytes);
            _journalLength = 0;
            _isOfOldRules = false;
        }
        else if (_journalLength == 0)
        {
            var writer = new GroupRecordWriter();
            writer.Header();
            byte[] first = [.. writer.Output.WrittenSpan, .. bytes];
            store.AppendJournal(0, first);
            _journalLength = first.Length;
        }
        else
        {
            store.AppendJournal(_journalLength, bytes);
            _journalLength += bytes.Length;
        }

        _isDoubtful = !isSnapshot && wasDoubtful;
    }

    public void Dispose() => store.Dispose();
}
