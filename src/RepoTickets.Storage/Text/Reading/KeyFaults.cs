namespace RepoTickets.Storage.Text;

/// <summary>Faults of keys that YAML and JSON share.</summary>
internal static class KeyFaults
{
    internal static TextFault Repeated(ScalarNode key, ScalarNode first) => new(
        FaultReason.DuplicateKey,
        $"The key '{Shorten(key.Text)}' stands here again, first on line {first.Line}: keep one of the two, as a merge may have made both.",
        key.Line,
        key.Column);

    private static string Shorten(string key) => key.Length <= 40 ? key : $"{key.AsSpan(0, char.IsHighSurrogate(key[39]) ? 39 : 40)}…";
}
