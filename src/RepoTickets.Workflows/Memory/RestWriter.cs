using System.Buffers;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>
/// Packs what a workflow has come to. Numbers take as many bytes as they need, times are what has passed since the one before, and what the
/// plan says is not said again; texts that nobody foresees stand in an array beside it. <see cref="RestReader"/> reads it.
/// </summary>
internal ref struct RestWriter
{
    /// <summary>A number of 64 bits in groups of seven.</summary>
    internal const int LongestNumber = 10;

    private const int NumbersOfAStep = 6;
    private const int NumbersOfAnEntry = 4;
    private const int OtherNumbers = 3;
    private const int LargestOnTheStack = 1_024;

    private readonly Span<byte> _buffer;
    private int _length;
    private long _time;
    private List<string>? _texts;

    private RestWriter(Span<byte> buffer, long time)
    {
        _buffer = buffer;
        _time = time;
    }

    internal static byte[] Write(WorkflowRun run, out string[] texts)
    {
        var longest = LongestNumber * (OtherNumbers + (NumbersOfAStep * run.Units.Length) + (NumbersOfAnEntry * run.History.Length));
        var rented = longest > LargestOnTheStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var writer = new RestWriter(rented ?? stackalloc byte[LargestOnTheStack], run.Origin.CreatedAt.UtcTicks);
        writer.WriteRun(run);
        var packed = writer._buffer[..writer._length].ToArray();
        texts = writer._texts is null ? [] : [.. writer._texts];
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return packed;
    }

    private void WriteRun(WorkflowRun run)
    {
        WriteText(run.Reason);
        WriteTime(run.EndedAt);
        foreach (var unit in run.Units)
        {
            WriteNumber((ulong)unit.Status);
            WriteNumber((ulong)unit.Attempts);
            WriteNumber((ulong)unit.Ordinal);
            WriteText(unit.ResultText);
            WriteTime(unit.StartedAt);
            WriteTime(unit.EndedAt);
        }

        WriteNumber((ulong)run.History.Length);
        var step = 0;
        foreach (var entry in run.History)
        {
            WriteTime(entry.At);
            WriteText(entry.What);
            step = WriteStep(run.Plan, entry.Step, step);
            WriteText(entry.Detail);
        }
    }

    /// <summary>Zero for a text beside it, which nobody needs to search for; otherwise its place in <see cref="RestTexts"/>.</summary>
    private void WriteText(string? text)
    {
        var known = RestTexts.Find(text);
        WriteNumber((ulong)known);
        if (known == 0)
        {
            (_texts ??= []).Add(text!);
        }
    }

    /// <summary>0 for none, 1 for a text beside it, which items have; otherwise the index of the step.</summary>
    private int WriteStep(WorkflowPlan plan, string? step, int last)
    {
        if (step is null)
        {
            WriteNumber(0);
            return last;
        }

        // Most entries are about the step of the one before or the one after that.
        var index = IsStep(plan, last, step) ? last : IsStep(plan, last + 1, step) ? last + 1 : plan.IndexOf(step);
        if (index < 0)
        {
            WriteNumber(1);
            (_texts ??= []).Add(step);
            return last;
        }

        WriteNumber((ulong)index + 2);
        return index;
    }

    private static bool IsStep(WorkflowPlan plan, int index, string step) =>
        index < plan.Steps.Length && ReferenceEquals(plan.Steps[index].Definition.Id, step);

    /// <summary>Zero for none; clocks may have gone back, so the sign is folded into the lowest bit.</summary>
    private void WriteTime(DateTimeOffset? time)
    {
        if (time is not { } at)
        {
            WriteNumber(0);
            return;
        }

        var passed = at.UtcTicks - _time;
        _time = at.UtcTicks;
        WriteNumber((ulong)((passed << 1) ^ (passed >> 63)) + 1);
    }

    private void WriteNumber(ulong number)
    {
        while (number >= 0x80)
        {
            _buffer[_length++] = (byte)(number | 0x80);
            number >>= 7;
        }

        _buffer[_length++] = (byte)number;
    }
}
