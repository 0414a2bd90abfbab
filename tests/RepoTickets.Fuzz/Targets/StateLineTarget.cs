extern alias events;
extern alias triage;

using System.Buffers;
using System.Text;
using events::RepoTickets.Events;
using events::RepoTickets.Events.DurableLog;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage.Datadog;
using triage::RepoTickets.LogTriage.Intents;
using EventsCrc32C = events::RepoTickets.Storage.Journal.Crc32C;
using Grammar = RepoTickets.Fuzz.Generation.TextGrammar;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// Lines with a checksum that programs left on the disk: of the event log, its segments and of what triage has filed; an input is the
/// object before its checksum. And positions that were given out and come back.
/// </summary>
internal sealed class StateLineTarget : MutatedTarget
{
    private static readonly Grammar Rules = new(new Dictionary<string, string[]>
    {
        ["line"] = ["<event>", "<event>", "<header>", "<state>", "<state>", "dd1|1772625600000|1772625600000|0123456789abcdef"],
        ["event"] =
        [
            "{\"id\":\"<id>\",\"type\":\"<type>\",\"time\":\"<time>\",\"data\":<any>}",
            "{\"id\":\"<id>\",\"type\":\"<type>\",\"source\":<any>,\"time\":\"<time>\",\"subject\":{\"kind\":\"ticket\",\"id\":\"A-1\"},\"position\":1,\"correlation_id\":<any>,\"metadata\":{\"a\":<any>},\"data\":{\"ticket\":<any>,\"title\":\"x\"}}",
        ],
        ["id"] =
        [
            "0000000000000001-c0000000000000001", "0000000000000001-c0000000000000002",
            "0000000000000001-p0000000000000001-0000000000000007", "000000000000002a-c0000000000000001", "1-0",
            "ffffffffffffffff-cffffffffffffffff",
        ],
        ["type"] = ["ticket.created", "ticket.closed", "a.b", "acme.thing-done", "agent.created", "X"],
        ["header"] =
        [
            "{\"event_log\":1,\"first\":1,\"through\":\"<id>\"",
            "{\"event_log\":1,\"first\":7,\"through\":\"0000000000000001-c0000000000000001\"",
            "{\"event_log\":<any>,\"first\":<any>,\"through\":<any>", "[1", "5",
        ],
        ["state"] =
        [
            "{\"kind\":\"intent\",\"at\":\"<time>\",\"target\":\"store\",\"group\":\"<group>\",\"attempt\":\"a\",\"owner\":\"o\",\"until\":\"<time>\"", "{\"kind\":\"<kind>\",\"at\":\"<time>\",\"key\":\"A-1\",\"text\":<any>", "{\"kind\":<any>,\"at\":<any>,\"group\":<any>", "{\"kind\":\"filed\"", "[<any>",
        ],
        ["kind"] = ["intent", "filed", "void", "seen", "commented", "cursor", "other"],
        ["group"] = ["0123456789abcdef0123456789abcdef", "", "x", "00000000000000000000000000000000"],
        ["time"] =
        [
            "2026-03-04T12:00:00Z", "2026-03-04T12:00:00.5+01:00", "2026-03-04", "x", "9999-12-31T23:59:59.9999999-14:00",
            "0001-01-01T00:00:00+14:00",
        ],
        ["any"] =
        [
            "null", "\"x\"", "1", "1.5", "1e999", "true", "[]", "{}", "\"\\ud800\"", "99999999999999999999", "{\"a\":<any>}", "[<any>]",
            "{\"a\":1,\"a\":2}",
        ],
    });

    internal override string Name => "state-lines";

    protected override IReadOnlyList<string> Tokens =>
        [.. Rules.Tokens, "{", "}", "[", "]", "\"", ":", ",", "\\u", "|", ",\"group\":", ",\"crc32c\":\"", "{\"a\":", "[["];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Rules.Make("line", random));

    internal override string Check(byte[] input)
    {
        var outcome = ReadEvent(input);
        StateLine.TryRead(input);
        SegmentHeader.TryRead(input, out _);
        var line = Seal(input);
        var state = StateLine.TryRead(line);
        var hasHeader = SegmentHeader.TryRead(line, out _);
        if (LogLine.IsWhole(line))
        {
            LogLine.TryReadId(line, out _);
            LogLine.GroupOf(line);
        }

        if (state is not null)
        {
            var buffer = new ArrayBufferWriter<byte>();
            state.Append(buffer);
            Assert.Equal(state, StateLine.TryRead(buffer.WrittenSpan[..^1]));
        }

        var isPosition = DatadogPosition.TryParse(Encoding.UTF8.GetString(input), out var position);
        if (isPosition)
        {
            Assert.True(
                DatadogPosition.TryParse(position.Continue(TimeSpan.FromMinutes(1)).Write(), out _),
                "A position that was written is refused.");
        }

        return isPosition ? "position" : state is not null ? "state" : hasHeader ? "header" : outcome;
    }

    private static string ReadEvent(byte[] input)
    {
        try
        {
            var read = EventJson.Default.Read(input);
            Assert.Equal(read.Id, EventJson.Default.Read(EventJson.Default.ToBytes(read)).Id);
            return "event";
        }
        catch (ArgumentException)
        {
            // The data of a type that nobody knows is kept as it stands, also what cannot be written again.
            return "event that cannot be written";
        }
        catch (EventFormatException exception)
        {
            Assert.True(exception.Message.Length > 5, "An event was refused without a reason.");
            return "refused";
        }
    }

    /// <summary>What a writer puts at the end: the group, which the event log has, and the checksum, which all have.</summary>
    private static byte[] Seal(byte[] input)
    {
        byte[] start = [.. input, .. input.Length % 2 == 0 ? ",\"group\":         0"u8 : []];
        return [.. start, .. Encoding.ASCII.GetBytes($",\"crc32c\":\"{EventsCrc32C.Compute(start):x8}\"}}")];
    }
}
