using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <summary>Reads what <see cref="RestWriter"/> has packed, in the same order.</summary>
internal ref struct RestReader(ReadOnlySpan<byte> packed, string[] texts, long time)
{
    private readonly ReadOnlySpan<byte> _packed = packed;
    private int _at;
    private int _text;
    private long _time = time;

    internal ValueList<WorkflowStepState> ReadSteps(WorkflowPlan plan)
    {
        var steps = new WorkflowStepState[plan.Steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new()
            {
                Id = plan.Steps[i].Definition.Id,
                Status = (WorkflowStepStatus)ReadNumber(),
                Attempts = (int)ReadNumber(),
                Ordinal = (int)ReadNumber(),
                Result = ReadTextOrNull(),
                StartedAt = ReadTime(),
                EndedAt = ReadTime(),
            };
        }

        return ValueList.Create<WorkflowStepState>(steps);
    }

    internal ValueList<WorkflowHistoryEntry> ReadHistory(WorkflowPlan plan)
    {
        var entries = new WorkflowHistoryEntry[ReadNumber()];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new(ReadTime()!.Value, ReadText(), ReadStep(plan), ReadText());
        }

        return ValueList.Create<WorkflowHistoryEntry>(entries);
    }

    internal string ReadText() => ReadTextOrNull() ?? "";

    internal DateTimeOffset? ReadTime()
    {
        var folded = ReadNumber();
        if (folded == 0)
        {
            return null;
        }

        folded--;
        _time += (long)(folded >> 1) ^ -(long)(folded & 1);
        return new DateTimeOffset(_time, TimeSpan.Zero);
    }

    private string? ReadTextOrNull() => ReadNumber() is var known && known == 0 ? texts[_text++] : RestTexts.Known[known - 1];

    private string? ReadStep(WorkflowPlan plan) => ReadNumber() switch
    {
        0 => null,
        1 => texts[_text++],
        var index => plan.Steps[index - 2].Definition.Id,
    };

    private ulong ReadNumber()
    {
        var (number, shift) = (0UL, 0);
        while (_packed[_at] >= 0x80)
        {
            number |= (ulong)(_packed[_at++] & 0x7F) << shift;
            shift += 7;
        }

        return number | ((ulong)_packed[_at++] << shift);
    }
}
