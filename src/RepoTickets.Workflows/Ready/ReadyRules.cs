namespace RepoTickets.Workflows.Ready;

/// <summary>The rules that <see cref="IReadyIndex"/> states.</summary>
internal static class ReadyRules
{
    internal static bool IsReady(ReadyNode node) =>
        node is { IsOpen: true, IsMarkedBlocked: false, IsClaimed: false } &&
        !node.Blockers.Any(static blocker => blocker.HoldsOthersBack) &&
        !node.Children.Any(static child => child.HoldsOthersBack) &&
        !node.Epics.Any(static epic => epic.IsCancelled) &&
        !IsHeldByParents(node);

    /// <summary>Circles of parents occur in files; each ticket is visited once.</summary>
    private static bool IsHeldByParents(ReadyNode node)
    {
        if (!node.Parents.Any(static _ => true))
        {
            return false;
        }

        var seen = new HashSet<ReadyNode> { node };
        var left = new Stack<ReadyNode>(node.Parents);
        while (left.TryPop(out var parent))
        {
            // A ticket that is done, or does not exist, hands nothing on.
            if (!parent.IsOpen || !seen.Add(parent))
            {
                continue;
            }

            if (parent.IsMarkedBlocked || parent.Blockers.Any(blocker => blocker.HoldsOthersBack && !IsPartOf(blocker, parent)))
            {
                return true;
            }

            foreach (var further in parent.Parents)
            {
                left.Push(further);
            }
        }

        return false;
    }

    /// <summary>Many write down that a ticket is blocked by its own parts; that must not keep the parts from being done.</summary>
    private static bool IsPartOf(ReadyNode node, ReadyNode whole)
    {
        var seen = new HashSet<ReadyNode>();
        var left = new Stack<ReadyNode>(node.Parents);
        while (left.TryPop(out var parent))
        {
            if (parent == whole)
            {
                return true;
            }

            if (seen.Add(parent))
            {
                foreach (var further in parent.Parents)
                {
                    left.Push(further);
                }
            }
        }

        return false;
    }
}
