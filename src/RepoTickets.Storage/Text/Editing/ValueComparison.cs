namespace RepoTickets.Storage.Text;

/// <summary>Equality of values without the boxing of the default comparer, and their agreement with what stands in a file.</summary>
internal static class ValueComparison
{
    internal static bool AreEqual(DocumentValue? left, DocumentValue? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        switch (left, right)
        {
            case (ScalarValue first, ScalarValue second):
                return first.Meaning == second.Meaning && first.Text == second.Text;
            case (SequenceValue first, SequenceValue second) when first.Items.Count == second.Items.Count:
                for (var index = 0; index < first.Items.Count; index++)
                {
                    if (!AreEqual(first.Items[index], second.Items[index]))
                    {
                        return false;
                    }
                }

                return true;
            case (MappingValue first, MappingValue second) when first.Entries.Count == second.Entries.Count:
                for (var index = 0; index < first.Entries.Count; index++)
                {
                    var (one, other) = (first.Entries[index], second.Entries[index]);
                    if (one.Key != other.Key || !AreEqual(one.Value, other.Value))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether reading this node gives this value: texts to the letter, nothing as nothing, literals without quotes.</summary>
    internal static bool Matches(DocumentNode? node, DocumentValue value)
    {
        switch (node, value)
        {
            case (ScalarNode scalar, ScalarValue { Meaning: ScalarMeaning.Null }):
                return scalar.IsNull;
            case (ScalarNode scalar, ScalarValue expected):
                return !scalar.IsNull && scalar.Text == expected.Text && (scalar.IsPlain || expected.Meaning != ScalarMeaning.Literal);
            case (SequenceNode sequence, SequenceValue expected) when sequence.Items.Count == expected.Items.Count:
                for (var index = 0; index < expected.Items.Count; index++)
                {
                    if (!Matches(sequence.Items[index], expected.Items[index]))
                    {
                        return false;
                    }
                }

                return true;
            case (MappingNode mapping, MappingValue expected) when mapping.Entries.Count == expected.Entries.Count:
                foreach (var (key, inner) in expected.Entries)
                {
                    if (!Matches(mapping.Find(key), inner))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }
}
