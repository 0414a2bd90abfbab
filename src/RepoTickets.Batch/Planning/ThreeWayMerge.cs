using RepoTickets.Batch.Fields;

namespace RepoTickets.Batch.Planning;

/// <summary>Brings two changed copies of one ticket together, field by field.</summary>
internal static class ThreeWayMerge
{
    /// <param name="original">What both started from.</param>
    /// <param name="mine">The batch's copy.</param>
    /// <param name="theirs">What is in the store now.</param>
    /// <param name="mineWins">A field that both changed is mine; otherwise it is a conflict.</param>
    /// <param name="conflicts">The fields that both changed to different values.</param>
    /// <returns>The store's copy with the batch's changes.</returns>
    internal static Ticket Merge(Ticket original, Ticket mine, Ticket theirs, bool mineWins, out List<string> conflicts)
    {
        conflicts = [];
        var merged = theirs;
        foreach (var field in TicketFields.Table.Fields)
        {
            if (field.IsSame(mine, original) || field.IsSame(mine, theirs))
            {
                continue;
            }

            if (field.Name == TicketFields.UpdatedAt)
            {
                // Both sides touch it by changing anything; the later one is right and no conflict.
                merged = mine.UpdatedAt > theirs.UpdatedAt ? merged with { UpdatedAt = mine.UpdatedAt } : merged;
            }
            else if (mineWins || field.IsSame(theirs, original))
            {
                merged = field.Copy(mine, merged);
            }
            else
            {
                conflicts.Add(field.Name);
            }
        }

        return merged;
    }
}
