using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using RepoTickets.Sdk.Tests.Snippets;

namespace RepoTickets.Sdk.Tests.Packages;

public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    // How the runtime's records of embedded sources are told apart in symbols (the specification of portable symbols).
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static TheoryData<string> Names() => [.. PackedPackages.Names];

    [Fact]
    public void Packages_OfTheSource_AreSeven() => Assert.Equal(7, PackedPackages.Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Metadata_OfThePackage_IsComplete(string name)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(name, ".nupkg"));
        var metadata = ReadMetadata(package, name);
        string Text(string element) => metadata.Elements().FirstOrDefault(found => found.Name.LocalName == element)?.Value ?? "";
        Assert.Equal((name, "MIT", "README.md", "icon.png"), (Text("id"), Text("license"), Text("readme"), Text("icon")));
        Assert.True(Text("description").Length > 60, Text("description"));
        Assert.All((string[])["authors", "copyright", "tags"], element => Assert.NotEqual("", Text(element)));
        var repository = metadata.Elements().Single(static found => found.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")?.Value);
        Assert.Equal(40, repository.Attribute("commit")?.Value.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_OfThePackage_AreThere(string name)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(name, ".nupkg"));
        Assert.All(
            (string[])["README.md", "icon.png", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"],
            file => Assert.True(package.GetEntry(file)?.Length > 0, $"{name} has no {file}"));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        var text = reader.ReadToEnd();
        Assert.Equal(DocumentationPages.Read($"src/{name}/README.md"), text);
        Assert.StartsWith($"# {name}\n", text, StringComparison.Ordinal);
        Assert.Contains("```csharp", text, StringComparison.Ordinal);

        // A link into the repository leads nowhere from a registry's page.
        Assert.DoesNotContain("](", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Symbols_OfThePackage_CarryTheirSources(string name)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(name, ".snupkg"));
        using var symbols = new MemoryStream();
        using (var entry = package.GetEntry($"lib/net10.0/{name}.pdb")!.Open())
        {
            entry.CopyTo(symbols);
        }

        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var reader = provider.GetMetadataReader();
        var without = reader.Documents.Where(handle => !reader.GetCustomDebugInformation(handle)
            .Any(found => reader.GetGuid(reader.GetCustomDebugInformation(found).Kind) == EmbeddedSource)).ToList();
        Assert.NotEmpty(reader.Documents);
        Assert.Empty(without.Select(handle => reader.GetString(reader.GetDocument(handle).Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dependencies_OfThePackage_AreAllUsed(string name)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(name, ".nupkg"));
        var named = ReadMetadata(package, name).Descendants().Where(static found => found.Name.LocalName == "dependency")
            .Select(static found => found.Attribute("id")!.Value).ToList();
        using var assembly = new MemoryStream();
        using (var entry = package.GetEntry($"lib/net10.0/{name}.dll")!.Open())
        {
            entry.CopyTo(assembly);
        }

        assembly.Position = 0;
        using var file = new PEReader(assembly);
        var reader = file.GetMetadataReader();
        var used = reader.AssemblyReferences.Select(
            handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToHashSet(StringComparer.Ordinal);

        // The package that brings all others is there to depend on them.
        var unused = named.Where(
            dependency => !used.Contains(dependency) && !(name == "RepoTickets.Sdk" && PackedPackages.Names.Contains(dependency)));
        Assert.Empty(unused);
        Assert.All(used.Where(static reference => reference.StartsWith("RepoTickets.", StringComparison.Ordinal)), reference =>
            Assert.Contains(reference, named));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Assembly_OfThePackage_SaysThatItCanBeTrimmed(string name)
    {
        var marks = System.Reflection.Assembly.Load(name).GetCustomAttributes(
            typeof(System.Reflection.AssemblyMetadataAttribute), inherit: false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>()
            .Where(static mark => mark.Value == "True")
            .Select(static mark => mark.Key)
            .ToList();
        Assert.Contains("IsTrimmable", marks);
        Assert.Contains("IsAotCompatible", marks);
    }

    private static XElement ReadMetadata(ZipArchive package, string name)
    {
        using var stream = package.GetEntry(name + ".nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }
}
