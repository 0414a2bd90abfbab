using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>Groups by service, exception and the words of the message without digits. Stateless but for the count. Thread-safe.</summary>
internal sealed class ShapeGrouper : ILogGrouper
{
    private readonly ConcurrentDictionary<LogGroupId, bool> _known = new();

    public int Count => _known.Count;

    public GroupAssignment Assign(LogEntry entry)
    {
        var (id, evidence) = Identify(entry, out _);
        return new(id, _known.TryAdd(id, true), evidence);
    }

    public LogGroupId Resolve(LogGroupId id) => id;

    public GroupExplanation Explain(LogEntry entry)
    {
        var (id, evidence) = Identify(entry, out var key);
        return new(id, evidence, key, [], [], 0);
    }

    private static (LogGroupId Id, GroupEvidence Evidence) Identify(LogEntry entry, out string key)
    {
        var evidence = entry.Fingerprint is not null
            ? GroupEvidence.Fingerprint
            : entry.Template is not null ? GroupEvidence.Template : GroupEvidence.Message;
        key = entry.Fingerprint ?? entry.Template ?? Shape(entry.Message);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Service}\0{entry.ExceptionType}\0{key}"));
        return (new LogGroupId(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8)), evidence);
    }

    private static string Shape(string message) => string.Join(' ', message.Split(
        (char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Any(char.IsDigit) ? "*" : word));
}
