namespace RepoTickets.LogTriage.Redaction;

/// <summary>Keys of providers, known by how they begin.</summary>
internal static class KeyShapes
{
    /// <summary>
    /// The beginning, and how many characters must follow at least; they are letters, digits, hyphens, underscores and dots.
    /// </summary>
    private static readonly (string Prefix, int Least)[] Shapes =
    [
        ("AKIA", 16), ("ASIA", 16), ("AGPA", 16), ("AROA", 16), ("AIDA", 16), ("ABSK", 40),
        ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20),
        ("glpat-", 16), ("glptt-", 16), ("gldt-", 16), ("glrt-", 16),
        ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxr-", 10), ("xoxs-", 10), ("xoxe-", 10), ("xoxe.", 10), ("xapp-", 10),
        ("sk-", 16), ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("rk_test_", 10), ("pk_live_", 10), ("whsec_", 16),
        ("AIza", 30), ("ya29.", 20), ("GOCSPX-", 16), ("1//0", 30),
        ("npm_", 20), ("pypi-", 16), ("rubygems_", 20), ("dckr_pat_", 16), ("hf_", 20), ("r8_", 20), ("gsk_", 20), ("xai-", 20),
        ("SG.", 20), ("key-", 32), ("shpat_", 20), ("shpss_", 20), ("shpca_", 20), ("shppa_", 20),
        ("dop_v1_", 20), ("doo_v1_", 20), ("dor_v1_", 20), ("dp.pt.", 20), ("hvs.", 20), ("hvb.", 20), ("ATATT3", 20), ("ATCTT3", 20),
        ("lin_api_", 20), ("ntn_", 20), ("secret_", 32), ("sntrys_", 20), ("sntryu_", 20), ("NRAK-", 16), ("PMAK-", 20), ("EAAC", 40),
        ("AGE-SECRET-KEY-1", 30), ("tskey-", 16), ("sbp_", 20), ("vercel_", 20), ("figd_", 20), ("pul-", 30), ("dapi", 32), ("eyJ", 30),
    ];

    private static readonly System.Buffers.SearchValues<char> FirstCharacters =
        System.Buffers.SearchValues.Create([.. Shapes.Select(static shape => shape.Prefix[0]).Distinct()]);

    internal static bool CanBegin(char c) => FirstCharacters.Contains(c);

    /// <summary>So much of a run is looked at before it is known for a key: the beginnings may repeat in it.</summary>
    private const int LongestLook = 300;

    /// <summary>Where a key that begins here ends; -1 when none begins. A key that a line end tears apart is taken whole.</summary>
    internal static int End(string text, int from)
    {
        foreach (var (prefix, least) in Shapes)
        {
            if (!text.AsSpan(from).StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var start = from + prefix.Length;
            var end = Run(text, start, LongestLook);
            if (end - start < least && end > start && Continuation(text, end) is var next && next > 0)
            {
                var rest = Run(text, next, LongestLook);
                end = rest - next + end - start >= least ? rest : end;
            }

            if (end - start >= least && text.AsSpan(start, end - start).IndexOfAnyInRange('0', '9') >= 0)
            {
                // Words with hyphens look like some keys; keys have digits.
                return TrimEnd(text, start, Run(text, end, int.MaxValue));
            }
        }

        return -1;
    }

    private static int Run(string text, int from, int most)
    {
        var end = from;
        while (end < text.Length && end - from < most
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '/' or '+'))
        {
            end++;
        }

        return end;
    }

    /// <summary>Where the next line begins its text, when the text ends with the line; -1 otherwise.</summary>
    private static int Continuation(string text, int end)
    {
        var next = end;
        if (next < text.Length && text[next] == '\\')
        {
            next++;
        }

        if (next < text.Length && text[next] == '\r')
        {
            next++;
        }

        if (next >= text.Length || text[next] != '\n')
        {
            return -1;
        }

        next++;
        while (next < text.Length && next - end < 40 && text[next] is ' ' or '\t')
        {
            next++;
        }

        return next;
    }

    private static int TrimEnd(string text, int start, int end)
    {
        while (end > start && text[end - 1] is '.' or '-' or '/')
        {
            end--;
        }

        return end;
    }
}
