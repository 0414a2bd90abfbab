using System.Text.RegularExpressions;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>
/// What is commonly done instead: regular expressions for numbers and identifiers, then the text as the key of a dictionary.
/// </summary>
internal sealed partial class NaiveGrouper
{
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);

    internal int Assign(string message)
    {
        var text = Identifiers().Replace(message, "<id>");
        text = Addresses().Replace(text, "<ip>");
        text = Numbers().Replace(text, "<n>");
        if (!_groups.TryGetValue(text, out var group))
        {
            group = _groups.Count;
            _groups.Add(text, group);
        }

        return group;
    }

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b0x[0-9a-fA-F]+\b")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
