namespace RepoTickets.Workflows;

/// <summary>Equality of values and search in them, with their cost charged: contexts hold what agents gave, however large.</summary>
internal static class ValueMatch
{
    /// <summary>How deeply values may nest where they are compared or written; deeper ones are errors, not overflows.</summary>
    internal const int MaximumDepth = 100;

    /// <summary>Up to this length the built-in search is at its worst still fast.</summary>
    private const int ShortNeedle = 32;

    internal static bool Equal(WorkflowValue left, WorkflowValue right, Evaluation evaluation, int position, int depth = 0)
    {
        evaluation.Charge(1, position);
        if (left.Kind != right.Kind)
        {
            return false;
        }

        CheckDepth(depth, evaluation, position);
        switch (left.Kind)
        {
            case WorkflowValueKind.Text:
                evaluation.Charge(Math.Min(left.Text.Length, right.Text.Length), position);
                return string.Equals(left.Text, right.Text, StringComparison.Ordinal);
            case WorkflowValueKind.List:
                return EqualLists(left.Items, right.Items, evaluation, position, depth);
            case WorkflowValueKind.Map:
                return EqualMaps(left.Members, right.Members, evaluation, position, depth);
            default:
                return left == right;
        }
    }

    /// <summary>Charges for everything in a value, so that writing it is safe afterwards.</summary>
    internal static void ChargeAll(WorkflowValue value, Evaluation evaluation, int position, int depth = 0)
    {
        CheckDepth(depth, evaluation, position);
        evaluation.Charge(1 + value.Text.Length, position);
        foreach (var item in value.Items)
        {
            ChargeAll(item, evaluation, position, depth + 1);
        }

        foreach (var member in value.Members)
        {
            evaluation.Charge(member.Name.Length, position);
            ChargeAll(member.Value, evaluation, position, depth + 1);
        }
    }

    /// <summary>Whether a text contains another; linear also for texts made to be slow.</summary>
    internal static bool Contains(string text, string needle, Evaluation evaluation, int position)
    {
        evaluation.Charge((long)text.Length + needle.Length, position);
        if (needle.Length <= ShortNeedle)
        {
            return text.Contains(needle, StringComparison.Ordinal);
        }

        var fallback = Fallback(needle);
        var matched = 0;
        foreach (var c in text)
        {
            while (matched > 0 && needle[matched] != c)
            {
                matched = fallback[matched - 1];
            }

            matched += needle[matched] == c ? 1 : 0;
            if (matched == needle.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>For each beginning of the text the length of its longest end that is a beginning, too (Knuth, Morris, Pratt).</summary>
    private static int[] Fallback(string needle)
    {
        var fallback = new int[needle.Length];
        var length = 0;
        for (var i = 1; i < needle.Length; i++)
        {
            while (length > 0 && needle[length] != needle[i])
            {
                length = fallback[length - 1];
            }

            length += needle[length] == needle[i] ? 1 : 0;
            fallback[i] = length;
        }

        return fallback;
    }

    private static bool EqualLists(
        ValueList<WorkflowValue> left, ValueList<WorkflowValue> right, Evaluation evaluation, int position, int depth)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i], right[i], evaluation, position, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Maps are equal whatever the order of their members.</summary>
    private static bool EqualMaps(
        ValueList<WorkflowMember> left, ValueList<WorkflowMember> right, Evaluation evaluation, int position, int depth)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        evaluation.Charge(left.Count, position);
        var others = new Dictionary<string, WorkflowValue>(right.Count, StringComparer.Ordinal);
        foreach (var member in right)
        {
            others[member.Name] = member.Value;
        }

        foreach (var member in left)
        {
            evaluation.Charge(member.Name.Length, position);
            if (!others.TryGetValue(member.Name, out var other) || !Equal(member.Value, other, evaluation, position, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckDepth(int depth, Evaluation evaluation, int position)
    {
        if (depth > MaximumDepth)
        {
            throw evaluation.Error(position, $"This value nests more than {MaximumDepth} levels deep. Use a part of it.");
        }
    }
}
