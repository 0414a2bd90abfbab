using System.Security.Cryptography;
using System.Text;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>The style sheet and the script that go into the page, and the policy that lets in nothing but them.</summary>
internal sealed class PageAssets
{
    private PageAssets(string style, string script)
    {
        Style = new(style);
        Script = new(script);
        Policy = $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'";
    }

    internal static PageAssets Shared { get; } = new(Read("report.css"), Read("report.js"));

    internal Markup Style { get; }

    internal Markup Script { get; }

    /// <summary>For the Content-Security-Policy: no network, no other script, no other style, no images.</summary>
    internal string Policy { get; }

    private static string Read(string name)
    {
        var full = $"RepoTickets.CommandLine.Reports.Page.{name}";
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(full)
            ?? throw new InvalidOperationException($"The program was built without '{full}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser takes the hash of what it parsed, in which every line ends with a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
