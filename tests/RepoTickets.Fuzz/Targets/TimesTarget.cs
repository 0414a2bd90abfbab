extern alias triage;

using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Storage.Documents;
using RepoTickets.Workflows;
using triage::RepoTickets.LogTriage.Layouts;
using BatchInstant = RepoTickets.Batch.Fields.InstantText;
using LogInstant = triage::RepoTickets.LogTriage.Sources.InstantText;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Times and lengths of time in all the forms that are read: none throws, and what is written is read back.</summary>
internal sealed class TimesTarget : MutatedTarget
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimestampText Timestamps = new(Berlin);

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["time"] =
        [
            "<number><unit>", "<date>T<clock>", "<date>", "<date>T<clock><zone>", "<date> <clock>", "<date>", "<date>T<clock>",
            "<date> <clock><zone>", "<clock>", "<number><unit>", "<number><unit><number><unit>", "P<number>DT<number>H<number>M",
            "PT<number>S", "P<number>W", "<number>", "Mar <number> <clock>", "<number>/Mar/<number>:<clock> <zone>",
            "<date>T<clock><zone> ERROR x",
        ],
        ["date"] =
        [
            "2026-03-04", "0001-01-01", "9999-12-31", "2026-02-30", "2025-10-26", "2025-03-30", "10000-01-01", "2026-3-4", "20260304",
            "26-03-04",
        ],
        ["clock"] =
        [
            "12:00", "12:00:00", "23:59:59.9999999", "24:00:00", "02:30:00", "12:00:00.123456789", "12:00:60", "1:2:3", "120000",
            "12:00:00,123",
        ],
        ["zone"] = ["", "Z", "+00:00", "+14:00", "-14:00", "+99:99", "+0100", "+01", " UTC", "-00:00"],
        ["number"] = ["1", "30", "1.5", "0", "99999999999999", "0.0000001", "-1", "1e9", ".5", "9223372036854775807"],
        ["unit"] = ["s", "m", "h", "d", "ms", "w", "us", "x"],
    });

    internal override string Name => "times";

    protected override IReadOnlyList<string> Tokens => [.. Grammar.Tokens, "T", "Z", ":", "-", "+", ".", ",", "P", " "];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("time", random));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isDuration = DurationText.TryRead(text, out var duration);
        if (isDuration)
        {
            Assert.True(duration >= TimeSpan.Zero, $"{duration} is negative.");
            Assert.True(
                DurationText.TryRead(DurationText.Write(duration), out var again) && again == duration,
                $"{duration} is written as {DurationText.Write(duration)}.");
        }

        var isTimestamp = Timestamps.TryRead(text, out var instant);
        if (isTimestamp && instant is { Year: > 1 and < 9999 } time && !Berlin.IsAmbiguousTime(time))
        {
            Assert.True(
                Timestamps.TryRead(Timestamps.Write(time), out var again) && again == time,
                $"{time:o} is written as {Timestamps.Write(time)}.");
        }

        var isInstant = BatchInstant.TryRead(text, Berlin, out var moment);
        if (isInstant)
        {
            var whole = moment.AddTicks(-(moment.Ticks % 10));
            Assert.True(
                BatchInstant.TryRead(BatchInstant.Write(whole), Berlin, out var again) && again == whole,
                $"{whole:o} is written as {BatchInstant.Write(whole)}.");
        }

        LogInstant.Parse(text);
        TimeText.Read(input, Now, out _);
        var header = HeaderReader.Read(input, Now);
        Assert.InRange(header.MessageStart, 0, input.Length);
        return isDuration ? "duration" : isTimestamp ? "timestamp" : isInstant ? "instant" : "refused";
    }
}
