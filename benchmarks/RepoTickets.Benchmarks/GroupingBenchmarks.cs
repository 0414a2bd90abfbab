extern alias triage;

using System.Text;
using BenchmarkDotNet.Attributes;
using RepoTickets.Benchmarks.Grouping;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Grouping;
using triage::RepoTickets.LogTriage.Grouping.Canonical;
using triage::RepoTickets.LogTriage.Grouping.Evidence;
using triage::RepoTickets.LogTriage.Grouping.Index;
using triage::RepoTickets.LogTriage.Grouping.JsonLines;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Time and bytes for one record of a known group, by the form in which it comes, against regular expressions and a dictionary.
/// </summary>
[MemoryDiagnoser]
public class GroupingBenchmarks
{
    internal const int Lines = 10_000;

    private readonly byte[] _output = new byte[CanonicalLimits.CanonicalBytes];
    private string[] _messages = [];
    private byte[][] _bytes = [];
    private byte[][] _json = [];
    private LogEntry[] _entries = [];
    private LogGrouper _grouper = null!;
    private GroupNamespace _space = null!;
    private JsonLinesGrouper _jsonLines = null!;
    private NaiveGrouper _naive = null!;

    [GlobalSetup]
    public void Setup()
    {
        _messages = SyntheticLog.Make(Lines, seed: 7);
        _bytes = Array.ConvertAll(_messages, Encoding.UTF8.GetBytes);
        _entries = Array.ConvertAll(_messages, message => new LogEntry { Message = message, Service = "shop" });
        _json = Array.ConvertAll(_messages, message => Encoding.UTF8.GetBytes(
            $$"""{"time":"2026-01-01T10:00:00.000Z","level":"error","service":"shop","logger":"shop.Main","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}"""));
        _grouper = (LogGrouper)LogGrouping.Create();
        _space = _grouper.SpaceOf("shop"u8, isError: true);
        _jsonLines = new(_grouper);
        _naive = new();
        foreach (var entry in _entries)
        {
            _grouper.Assign(entry);
            _naive.Assign(entry.Message);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Lines)]
    public int RegularExpressionsAndDictionary()
    {
        var last = 0;
        foreach (var message in _messages)
        {
            last = _naive.Assign(message);
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public int CanonicalForm()
    {
        var length = 0;
        foreach (var line in _bytes)
        {
            length += Canonicalizer.Write(line, _output);
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public LogGroupId FromBytes()
    {
        LogGroupId last = default;
        foreach (var line in _bytes)
        {
            last = _grouper.Assign(new Utf8Evidence { Message = line }, _space).Id;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public LogGroupId FromEntries()
    {
        LogGroupId last = default;
        foreach (var entry in _entries)
        {
            last = _grouper.Assign(entry).Id;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public LogGroupId FromJsonLines()
    {
        LogGroupId last = default;
        foreach (var line in _json)
        {
            _jsonLines.TryAssign(line, out var assignment);
            last = assignment.Id;
        }

        return last;
    }
}
