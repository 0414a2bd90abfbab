namespace RepoTickets.Workflows;

/// <summary>The spelling of a fixed set of values in files; written out, because files outlive renames.</summary>
internal sealed class WordTable<T>(params (string Text, T Value)[] words)
    where T : struct, Enum
{
    /// <summary>All words, for messages.</summary>
    internal string Allowed { get; } = string.Join(", ", words.Select(word => word.Text));

    internal string Write(T value) => Array.Find(words, word => EqualityComparer<T>.Default.Equals(word.Value, value)).Text;

    internal bool TryRead(string text, out T value)
    {
        var word = Array.Find(words, word => string.Equals(word.Text, text, StringComparison.Ordinal));
        value = word.Value;
        return word.Text is not null;
    }
}
