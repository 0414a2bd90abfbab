namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>Finds the partners of emphasis marks. One stack for each kind keeps it linear.</summary>
internal static class EmphasisPairs
{
    /// <summary>A run of three is one of two and one of one, so that <c>***both***</c> is bold and italic.</summary>
    internal static IEnumerable<InlinePiece> Split(char mark, int length, bool opens, bool closes)
    {
        // Written so that the halves of a closing run mirror those of the opening one.
        int[] parts = length == 3 ? (opens && !closes ? [2, 1] : [1, 2]) : [length];
        return parts.Select(part => new InlinePiece
        {
            Text = new string(mark, part),
            Mark = mark == '~' ? "strike" : part == 2 ? "strong" : "em",
            Change = opens ? (closes ? 2 : 1) : -1,
        });
    }

    /// <summary>Settles all runs: +1 begins, -1 ends, and what has no partner becomes text.</summary>
    internal static void Match(List<InlinePiece> pieces)
    {
        var open = new Dictionary<string, Stack<int>>();
        var nesting = new Stack<int>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Mark is null)
            {
                continue;
            }

            var (canOpen, canClose) = (piece.Change >= 1, piece.Change is -1 or 2);
            if (!open.TryGetValue(piece.Text, out var stack))
            {
                open[piece.Text] = stack = new();
            }

            piece.Change = 0;
            if (canClose && stack.Count > 0 && stack.Peek() < i - 1)
            {
                var partner = stack.Peek();
                DropInside(pieces, open, nesting, partner);
                stack.Pop();
                pieces[partner].Change = 1;
                piece.Change = -1;
            }
            else if (canOpen)
            {
                stack.Push(i);
                nesting.Push(i);
            }
        }

        foreach (var piece in pieces.Where(static piece => piece is { Mark: not null, Change: 0 }))
        {
            piece.Mark = null;
        }
    }

    /// <summary>What was begun inside a pair and did not end there is text.</summary>
    private static void DropInside(List<InlinePiece> pieces, Dictionary<string, Stack<int>> open, Stack<int> nesting, int partner)
    {
        while (nesting.Count > 0 && nesting.Pop() is var inner && inner != partner)
        {
            if (open[pieces[inner].Text] is { Count: > 0 } stack && stack.Peek() == inner)
            {
                stack.Pop();
            }
        }
    }
}
