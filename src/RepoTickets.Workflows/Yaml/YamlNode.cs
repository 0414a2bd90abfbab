namespace RepoTickets.Workflows;

/// <summary>A value of a file and its place, counted from 1.</summary>
internal abstract record YamlNode(int Line, int Column);

/// <summary>A text as it stands; <paramref name="IsPlain"/> tells whether it stands without quotes on one line.</summary>
internal sealed record YamlScalar(string Text, bool IsPlain, int Line, int Column) : YamlNode(Line, Column)
{
    internal bool IsNull => IsPlain && Text is "" or "~" or "null";
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(List<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

/// <summary>Keys and their values; keys are distinct.</summary>
internal sealed record YamlMapping(List<YamlEntry> Entries, int Line, int Column) : YamlNode(Line, Column);

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
