namespace RepoTickets.Batch.Tests.Properties;

/// <summary>
/// Says whether an atomic batch can be done when nobody interferes, by running it in the head: one operation after the other.
/// </summary>
internal static class Oracle
{
    internal static bool MustSucceed(RandomBatch batch, IReadOnlyDictionary<string, Ticket> model)
    {
        var state = new Dictionary<string, Ticket>(model);
        var deleted = new HashSet<string>();
        var nameless = 0;
        foreach (var step in batch.Steps.OrderBy(static step => step.Operation is not CreateOperation))
        {
            if (step.IsWrong || !TryRun(step, state, deleted, ref nameless))
            {
                return false;
            }
        }

        // Nobody may refer to what is gone, nor to a placeholder that stands for nothing.
        return state.Values.SelectMany(static ticket => DocumentReferences.Of(ticket)).All(reference =>
            !deleted.Contains(reference.To.Id) && (reference.To.Id[0] != '?' || state.ContainsKey(reference.To.Id)));
    }

    private static bool TryRun(RandomBatch.Step step, Dictionary<string, Ticket> state, HashSet<string> deleted, ref int nameless)
    {
        switch (step.Operation)
        {
            case CreateOperation { Document: Ticket ticket }:
                return state.TryAdd(ticket.Id.IsUnassigned ? $"nameless {nameless++}" : ticket.Id.Value, ticket);
            case UpdateOperation { Key: { } key }:
                if (!state.TryGetValue(key.Id, out var current))
                {
                    return false;
                }

                state[key.Id] = step.Change!(current);
                return true;
            case DeleteOperation { Key: { } key }:
                deleted.Add(key.Id);
                return state.Remove(key.Id);
            default:
                return true;
        }
    }
}
