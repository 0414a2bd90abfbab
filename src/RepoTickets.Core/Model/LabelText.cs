namespace RepoTickets;

/// <summary>What every list of labels goes through when it is set.</summary>
internal static class LabelText
{
    /// <summary>Trims, drops blanks and repetitions, keeps the order; the very same list when there is nothing to do.</summary>
    internal static ValueList<string> Normalize(ValueList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return IsNormal(labels)
            ? labels
            : labels.Select(static label => label?.Trim() ?? "").Where(static label => label.Length > 0).Distinct(
                StringComparer.Ordinal).ToValueList();
    }

    private static bool IsNormal(ValueList<string> labels)
    {
        if (labels.Count == 0)
        {
            return true;
        }

        var seen = new HashSet<string>(labels.Count, StringComparer.Ordinal);
        foreach (var label in labels)
        {
            if (string.IsNullOrEmpty(label) || char.IsWhiteSpace(label[0]) || char.IsWhiteSpace(label[^1]) || !seen.Add(label))
            {
                return false;
            }
        }

        return true;
    }
}
