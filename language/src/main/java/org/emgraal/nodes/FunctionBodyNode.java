// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags.RootTag;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.emgraal.nodes.control.BlockDispatchNode;
import org.emgraal.runtime.WasmInstance;

/** What tools see of a function: entered and left as a whole. Results are in the call registers, not shown to them. */
@GenerateWrapper
class FunctionBodyNode extends Node implements InstrumentableNode {

    @Child private BlockDispatchNode blocks;

    FunctionBodyNode(BlockDispatchNode blocks) {
        this.blocks = blocks;
    }

    /** For the wrapper, which has the blocks by way of this node. */
    FunctionBodyNode(FunctionBodyNode wrapped) {
        assert wrapped != null;
    }

    void execute(VirtualFrame frame, WasmInstance instance) {
        blocks.execute(frame, instance);
    }

    @Override
    public boolean isInstrumentable() {
        return true;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new FunctionBodyNodeWrapper(this, this, probe);
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == RootTag.class;
    }

    @Override
    public SourceSection getSourceSection() {
        return getRootNode().getSourceSection();
    }
}
