namespace RepoTickets.LogTriage;

/// <summary>Collects what is out of its range, with both the value and what is allowed.</summary>
internal sealed class OptionRanges
{
    private readonly List<string> _problems = [];

    internal IReadOnlyList<string> Problems => _problems;

    internal void Add(string problem) => _problems.Add(problem);

    internal void Number(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            _problems.Add($"{name} is {value}; allowed is {least} to {most}");
        }
    }

    internal void Span(string name, TimeSpan? value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            _problems.Add($"{name} is {value}; allowed is {least} to {most}");
        }
    }

    internal void Defined<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            _problems.Add($"{name} is {value}; allowed is {string.Join(", ", Enum.GetNames<TEnum>())}");
        }
    }

    internal void Limit(string name, RateLimit? limit)
    {
        if (limit is not null)
        {
            Number($"{name}.Calls", limit.Calls, 1, 100_000);
            Span($"{name}.Window", limit.Window, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        }
    }
}
